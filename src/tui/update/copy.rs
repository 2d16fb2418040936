//! `y`: the paragraph with its source, for the clipboard.

use crate::tui::app::App;
use crate::tui::effect::Effect;

/// Copies the paragraph one is at, with outlet, title, date and address.
pub fn copy(app: &mut App) {
    let Some(loaded) = &app.reader.article else { return };
    let document = &loaded.article.document;
    let at = app.reader.position();
    let Some(block) = document.block_at(at).and_then(|index| document.blocks.get(index)) else { return };
    let passage = block.span.of(&document.text).replace('\n', " ");
    let meta = &loaded.article.meta;
    let outlet = meta.outlet.as_deref().unwrap_or("unknown outlet");
    let date = meta.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    let url = meta.url.as_ref().map(|url| format!(", {url}")).unwrap_or_default();
    let words = passage.split_whitespace().count();
    let text = format!("“{passage}”\n{outlet}, “{}”{date}{url}\n", meta.title);
    app.want(Effect::Copy(text));
    app.say(format!("copied {words} words with their source"));
}
