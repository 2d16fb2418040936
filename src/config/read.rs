//! `config.toml`, setting by setting.

use toml::Spanned;
use toml::de::DeValue;

use super::source::Source;
use super::{Config, ConfigError, Order};
use crate::text::sanitize_line;

/// All settings, in the order of `assets/config.toml`.
pub(super) const NAMES: &[&str] = &[
    "theme",
    "ascii",
    "measure",
    "list_width",
    "sidebar_width",
    "mouse",
    "group_by_date",
    "sort",
    "reverse",
    "show_hidden",
    "confirm_quit",
    "which_key_ms",
];

/// See [`Config::parse`].
pub(super) fn parse(file_name: &str, toml_text: &str) -> (Config, Vec<ConfigError>) {
    let mut source = Source::new(file_name, toml_text);
    let mut config = Config::default();
    for (name, value) in &source.parse() {
        if name.get_ref() == "store" {
            store(&mut config, &mut source, value);
        } else if set(&mut config, &mut source, name.get_ref(), value).is_none() && !NAMES.contains(&&**name.get_ref())
        {
            source.unknown(name.span(), "setting", name.get_ref(), NAMES);
        }
    }
    (config, source.into_errors())
}

/// The settings of the library.
fn store(config: &mut Config, source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) {
    let DeValue::Table(table) = value.get_ref() else {
        source.unknown(value.span(), "value of store", "something else", &["compress"]);
        return;
    };
    for (name, value) in table {
        if name.get_ref() == "compress" {
            config.compress = source.truth("store.compress", value).unwrap_or(config.compress);
        } else {
            source.unknown(name.span(), "setting", name.get_ref(), &["compress"]);
        }
    }
}

/// Takes one setting over; `None` when nothing was taken.
fn set(config: &mut Config, source: &mut Source<'_>, name: &str, value: &Spanned<DeValue<'_>>) -> Option<()> {
    match name {
        "theme" => config.theme = source.string(name, value, "dark").map(sanitize_line)?,
        "ascii" => config.ascii = Some(source.truth(name, value)?),
        "measure" => config.measure = source.number(name, value, 20..200)?,
        "list_width" => config.list_width = source.number(name, value, 12..100)?,
        "sidebar_width" => config.sidebar_width = source.number(name, value, 12..100)?,
        "mouse" => config.mouse = source.truth(name, value)?,
        "group_by_date" => config.group_by_date = source.truth(name, value)?,
        "sort" => config.sort = order(source, value)?,
        "reverse" => config.reverse = source.truth(name, value)?,
        "show_hidden" => config.show_hidden = source.truth(name, value)?,
        "confirm_quit" => config.confirm_quit = source.truth(name, value)?,
        "which_key_ms" => config.which_key_ms = source.number(name, value, 0..5000)?,
        _ => return None,
    }
    Some(())
}

fn order(source: &mut Source<'_>, value: &Spanned<DeValue<'_>>) -> Option<Order> {
    match source.string("sort", value, "title")? {
        "date" => Some(Order::Date),
        "outlet" => Some(Order::Outlet),
        "title" => Some(Order::Title),
        "length" => Some(Order::Length),
        other => {
            source.unknown(value.span(), "order", other, &["date", "outlet", "title", "length"]);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, parse};
    use crate::config::{Config, Order};

    const DEFAULT: &str = include_str!("../../assets/config.toml");

    #[test]
    fn the_file_that_explains_the_settings_says_what_is_so() {
        // With every # before a setting taken away it must read without a mistake and change nothing but `ascii`.
        let settings = |line: &str| NAMES.iter().any(|name| line.starts_with(&format!("#{name} =")));
        let open: String = DEFAULT
            .lines()
            .map(|line| line.strip_prefix(if settings(line) { "#" } else { "" }).unwrap_or(line).to_owned() + "\n")
            .collect();
        let (config, errors) = parse("config.toml", &open);
        assert_eq!(errors, []);
        assert_eq!(config, Config { ascii: Some(false), ..Config::default() });
        for name in NAMES {
            assert!(open.contains(&format!("\n{name} =")), "{name} is not explained");
        }
        assert_eq!(parse("config.toml", DEFAULT), (Config::default(), Vec::new()));
    }

    #[test]
    fn each_setting_is_taken() {
        let text = "theme = \"dark\"\nascii = true\nmeasure = 72\nlist_width = 20\nsidebar_width = 0x1f\nmouse = false\n\
                    group_by_date = false\nsort = \"length\"\nreverse = true\nshow_hidden = true\nconfirm_quit = false\n\
                    which_key_ms = 0\nstore.compress = false\n";
        let wanted = Config {
            theme: "dark".to_owned(),
            ascii: Some(true),
            measure: 72,
            list_width: 20,
            sidebar_width: 31,
            mouse: false,
            group_by_date: false,
            sort: Order::Length,
            reverse: true,
            show_hidden: true,
            confirm_quit: false,
            which_key_ms: 0,
            compress: false,
        };
        assert_eq!(parse("config.toml", text), (wanted, Vec::new()));
    }
}
