//! Words of speech, and words for people who speak.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// No word of the lists is longer, in bytes.
const LONGEST: usize = 16;

/// Forms of verbs that lead to what someone said.
const SPEECH: &str = "\
    accused acknowledged added adding adds admits admitted advised advises agreed agrees announced announces \
    answered answers argued argues arguing asked asking asks asserted asserts assured began bemoaned blamed blasted \
    boasted bragged branded called calling calls cautioned cautions chided claimed claiming claims commented \
    comments complained complains concede conceded concedes concluded concludes condemned confessed confirmed \
    contended contends continued continues countered counters cried criticised criticized decried declared declares \
    declaring decrying demanded denied denounced described describes describing dismissed dubbed emphasised \
    emphasized exclaimed explained explaining explains expressed hailed hinted insisted insisting insists instructed \
    joked jokes joking labeled labelled lamented laments maintained maintains mocked muses mused noted notes noting \
    objected observed observes opined pledged pointed posted praised predicted predicts proclaimed promised promises \
    promising quipped quips railed read reads recalled recalls recounted referred referring reiterated remarked \
    remarks remembered remembers repeated replied replies reported reports responded responding responds retorted \
    revealed reveals said say saying says shouted shouting sighed slammed spoke stated states stating stressed \
    stresses suggested suggesting suggests tells testified thought told telling touted tweeted tweets tweeting urged \
    urges urging vowed vowing vows warned warning warns went whispered wondered wonders write writes writing wrote \
    yelled yelling";

/// Pronouns of those who speak.
const PRONOUNS: &str = "he she they i we who it";

/// Words for people and bodies who speak without a name.
const PEOPLE: &str = "\
    activist activists adviser advisers advisor advisors agency aide aides ambassador analyst analysts anchor \
    attorney author bishop brother campaign candidate captain chairman chairwoman chief coach colleague columnist \
    commander commission commissioner committee company congressman congresswoman consultant councillor court \
    critics daughter defendant delegate democrats department deputy detective diplomat diplomats director doctor \
    doctors donor economist economists editor executive expert experts father fan founder friend general government \
    governor group guest head historian host husband insider investigators journalist judge justice lawmaker \
    lawmakers lawyer lawyers leader leaders letter man manager mayor member minister ministry moderator mother \
    nominee officer officers official officials operative opponents organiser organizer owner panel participant \
    party pastor people person pilot player police president prosecutor prosecutors professor protester protesters \
    publisher pundit report reporter reporters representative representatives republicans researcher researchers \
    resident residents scholar scientist scientists secretary senator senators sister soldier son source sources \
    spokesman spokesmen spokesperson spokeswoman staff staffer star statement strategist strategists student \
    students study supporter supporters teacher team tweet union veteran victim voter voters wife witness witnesses \
    woman women worker workers writer";

/// Words at which what is said of the speaker turns to something else.
const TURNS: &str = "\
    about after alongside and as at because before during for from in of on over that to when where which while who \
    with";

/// What a word is to a quotation beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It says that someone speaks.
    Speech,
    /// A pronoun of one who may speak.
    Pronoun,
    /// One who may speak, without a name.
    Person,
    /// A preposition or a conjunction.
    Turn,
    /// Nothing.
    Other,
}

/// The part of a word, whatever its case.
pub fn part(word: &str) -> Part {
    static PARTS: LazyLock<FxHashMap<&'static str, Part>> = LazyLock::new(|| {
        let lists = [(TURNS, Part::Turn), (PEOPLE, Part::Person), (PRONOUNS, Part::Pronoun), (SPEECH, Part::Speech)];
        lists.into_iter().flat_map(|(list, part)| list.split_whitespace().map(move |word| (word, part))).collect()
    });
    let mut small = [0; LONGEST];
    let Some(small) = small.get_mut(..word.len()) else { return Part::Other };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).ok().and_then(|word| PARTS.get(word).copied()).unwrap_or(Part::Other)
}
