//! Five short invented reports of one event, with the names marked by hand, so that the screens do not hang on the
//! recogniser.

use std::sync::Arc;

use dateline::config::Config;
use dateline::engine::{Inline, MemoryCorpus};
use dateline::model::{
    Analysis, Article, ArticleMeta, Block, BlockForm, BlockKind, ContentKey, Document, EntityKind, NameMention,
    OutletEvidence, Published, ReaderMemory,
};
use dateline::text::Span;
use dateline::tui::app::{App, Setup};
use dateline::tui::keymap::Keymap;
use dateline::tui::script::{Driver, parse};
use dateline::tui::theme::{Capability, Colours, Themes};

/// Outlet, time, paragraphs (the first is the headline; `~` before one marks a caption). Names stand as `[name|type]`.
const REPORTS: &[(&str, &str, &[&str])] = &[
    (
        "North Wire",
        "2025-03-04T08:10:00Z",
        &[
            "[Norvia|L] and [Estmark|L] open talks in [Port Merrow|L]",
            "PORT MERROW — [Helena Brandt|P], foreign minister of [Norvia|L], met her colleague [Sergei A. Tolin|P] in \
             the harbour town of [Port Merrow|L] on Tuesday, for the first time in four years.",
            "Ms. [Brandt|P] was joined by the negotiator [Idris Okafor|P]. Mr. [Tolin|P] came with [Katya Weiss|P] of \
             the [Estmark Grain Board|O].",
            "~The delegations in the old customs house. From left: [Helena Brandt|P], [Sergei A. Tolin|P].",
            "The two sides agreed to name working groups, to open the strait for grain ships before the summer, and to \
             meet again within six weeks, a joint note said.",
            "“This is the first step of a long road,” Ms. [Brandt|P] told reporters.",
            "[Ambrose Zelenko|P], who leads the fishing town of [Saltby|L] on the other shore, said his people would \
             accept no deal made behind their backs.",
        ],
    ),
    (
        "Capital Post",
        "2025-03-04T12:40:00Z",
        &[
            "[Brandt|P], [Tolin|P] agree on teams to end the grain row",
            "Foreign ministers [Helena Brandt|P] and [Sergey Tolin|P] agreed on Tuesday to set up teams of experts. \
             [Tolin|P] spoke of a useful day.",
            "“We listened to each other, and we heard each other,” [Tolin|P] said.",
            "Mayor [Ambrose Zelenko|P] put off his own journey to [Port Merrow|L].",
        ],
    ),
    (
        "Gulf Daily",
        "2025-03-04T10:05:00Z",
        &[
            "Town hosts a meeting nobody expected",
            "Cooks and drivers of [Port Merrow|L] worked through the night, the harbour master [Faisal Haddad|P] said.",
            "He did not know how long the guests would stay.",
        ],
    ),
    (
        "Volga Agency",
        "2025-03-04T13:02:00Z",
        &[
            "[Weiss|P]: a serious talk on all questions",
            "[Katya Weiss|P] called the talks serious. The work would go on, [Weiss|P] told the agency.",
            "[Estmark|L] had been told of every step, said [Pavel Orlov|P], a spokesman.",
        ],
    ),
    (
        "Euro Journal",
        "2025-03-03T16:30:00Z",
        &[
            "Neighbours left outside as two capitals talk",
            "Neighbouring states learned of the talks from the news. [Kaja Lind|P] warned of a trap set by [Estmark|L].",
            "[Tolin|P] and [Brandt|P] are to meet in [Port Merrow|L] on Tuesday; [Ambrose Zelenko|P] was not invited.",
        ],
    ),
];

/// Takes the marks out of a paragraph. Offsets of the names count from `base`.
fn names(marked: &str, base: usize, out: &mut Vec<NameMention>) -> String {
    let mut text = String::new();
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        let close = rest.find(']').unwrap();
        let (name, label) = rest[open + 1..close].split_once('|').unwrap();
        let kind = EntityKind::ALL.into_iter().find(|kind| kind.letter().to_string() == label).unwrap();
        text.push_str(&rest[..open]);
        let start = (base + text.len()) as u32;
        text.push_str(name);
        out.push(NameMention { span: Span::new(start, (base + text.len()) as u32), kind, score: 250 });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    text
}

pub fn article(outlet: Option<&str>, date: &str, paragraphs: &[&str]) -> (Article, Analysis) {
    let mut text = String::new();
    let (mut blocks, mut mentions) = (Vec::new(), Vec::new());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            text.push_str("\n\n");
        }
        let start = text.len() as u32;
        let caption = paragraph.starts_with('~');
        let plain = names(paragraph.trim_start_matches('~'), text.len(), &mut mentions);
        let lead = plain.find(" — ").filter(|at| *at < 20).map_or(0, |at| at + " — ".len()) as u32;
        text.push_str(&plain);
        let kind = match (index, caption) {
            (0, _) => BlockKind::Headline,
            (_, true) => BlockKind::Caption,
            _ => BlockKind::Body,
        };
        blocks.push(Block { span: Span::new(start, text.len() as u32), lead, kind, form: BlockForm::Paragraph });
    }
    let title = text.lines().next().unwrap().to_owned();
    let article = Article {
        key: ContentKey::of(text.as_bytes()),
        meta: ArticleMeta {
            title,
            outlet: outlet.map(str::to_owned),
            outlet_evidence: OutletEvidence::FrontMatter,
            date: Some(Published::Time(date.parse().unwrap())),
            language: Some("en".to_owned()),
            ..ArticleMeta::default()
        },
        document: Document { text: Arc::from(text), blocks },
        source: Arc::from("test"),
    };
    (article, Analysis { mentions, ..Analysis::default() })
}

pub fn reports() -> MemoryCorpus {
    let mut corpus = MemoryCorpus::default();
    for (outlet, date, paragraphs) in REPORTS {
        let (article, analysis) = article(Some(outlet), date, paragraphs);
        corpus.add(article, analysis).unwrap();
    }
    corpus
}

pub fn setup(colours: Colours) -> Setup {
    let capability = Capability { colours, unicode: true, light: false };
    let (themes, errors) = Themes::new(&[]);
    assert!(errors.is_empty());
    let theme = themes.choose("terminal", capability).unwrap();
    Setup {
        keymap: Keymap::builtin(),
        themes,
        capability,
        theme,
        config: Config::default(),
        corpus: "port-merrow".to_owned(),
        session: "test".to_owned(),
    }
}

pub type Reader = Driver;

pub fn open(corpus: MemoryCorpus, size: (u16, u16), colours: Colours, memory: ReaderMemory) -> Reader {
    let mut inline = Inline::of(corpus);
    let mut app = App::new(setup(colours), memory, size);
    app.progress = inline.progress();
    Driver::new(app, Box::new(move |ticket, request| inline.answer(ticket, request)))
}

/// The five reports on a screen of this size.
pub fn reader(size: (u16, u16)) -> Reader {
    open(reports(), size, Colours::Ansi16, ReaderMemory { welcomed: true, ..ReaderMemory::default() })
}

/// Plays keys.
pub fn play(reader: &mut Reader, keys: &str) {
    reader.play(&parse(keys).unwrap());
}
