//! Two people of one full name in different articles: told apart by what they are known for and by their age, unless they keep
//! company. Conservative: a text must say something of both, and what it says must hardly ever be true of one person.

use rustc_hash::{FxHashMap, FxHashSet};

use super::article::Article;
use super::known::{Known, KnownNodes};
use super::names::{ClassId, NameId, Names};
use super::nodes::NodeId;
use super::profile::Profile;
use crate::model::EntityKind;

/// More people of one name are not told apart.
const MAX_BEARERS: usize = 8;
/// Of so many articles of a bearer the company is looked at.
const MAX_ARTICLES: usize = 32;

/// A full name in an article beside which something is told.
#[derive(Debug, Clone, Copy)]
struct Told {
    class: ClassId,
    article: u32,
    group: u32,
    profile: Profile,
    bearer: u8,
}

/// One of several bearers of a name.
#[derive(Debug, Default)]
pub(super) struct Bearer {
    fields: Profile,
    /// Ages with the days of their articles.
    ages: Vec<(Profile, Option<i32>)>,
    /// Articles of which something is told of the bearer.
    articles: Vec<u32>,
    /// Number of such articles in the library before.
    before: usize,
    /// People and organisations named in these.
    company: FxHashSet<ClassId>,
    /// Of one who has none yet the class is, or a new one.
    node: Option<NodeId>,
}

/// Bearers by their name.
pub(super) type Bearers = FxHashMap<ClassId, Vec<Bearer>>;

/// Which node a group of an article is, for names with several bearers.
#[derive(Debug, Default)]
pub(super) struct Namesakes {
    nodes: FxHashMap<(u32, u32), NodeId>,
    /// Classes of names with several bearers.
    pub(super) classes: FxHashSet<ClassId>,
}

impl Namesakes {
    /// The node of a group, if its name has several bearers and it is not the first one's.
    pub(super) fn of(&self, article: u32, group: u32) -> Option<NodeId> {
        if self.nodes.is_empty() { None } else { self.nodes.get(&(article, group)).copied() }
    }

    /// Finds names with several bearers; there is a new node for each bearer but the one told of most, or those that are known
    /// already. The articles come with their order; `name` and `strong` are those of the nodes.
    pub(super) fn find(
        (articles, order): (&[Article], &[u32]),
        mut known: Bearers,
        names: &Names,
        name: &mut Vec<NameId>,
        strong: &mut Vec<bool>,
    ) -> Self {
        let (mut out, mut several) = (Self::default(), FxHashMap::default());
        let mut told = Vec::new();
        for &article in order {
            gather(articles, article, names, &mut told);
        }
        told.sort_by_key(|told| told.class);
        for same in told.chunk_by(|a, b| a.class == b.class) {
            let class = same[0].class;
            let before = known.remove(&class).unwrap_or_default();
            if before.len() + same.len() < 2 {
                continue;
            }
            let is_new = before.is_empty();
            let (mut bearers, whose) = part(same, before, articles, names);
            if bearers.len() < 2 {
                continue;
            }
            let most = most(&bearers);
            for (at, bearer) in bearers.iter_mut().enumerate().filter(|(_, bearer)| bearer.node.is_none()) {
                bearer.node = Some(class);
                if !is_new || at != most {
                    bearer.node = Some(name.len() as NodeId);
                    name.push(name[class as usize]);
                    strong.push(true);
                }
            }
            let told = same.iter().zip(whose);
            out.nodes.extend(told.filter_map(|(told, at)| Some(((told.article, told.group), bearers[at].node?))));
            bearers.swap(0, most);
            out.classes.insert(class);
            several.insert(class, bearers);
        }
        // Known ones of whom these articles tell nothing.
        for (class, mut bearers) in known.into_iter().filter(|(_, bearers)| bearers.len() > 1) {
            let most = most(&bearers);
            bearers.swap(0, most);
            out.classes.insert(class);
            several.insert(class, bearers);
        }
        out.rest(articles, names, &several);
        out
    }

    /// Full names of which nothing is told go by their company, or else to the one told of most.
    fn rest(&mut self, articles: &[Article], names: &Names, several: &Bearers) {
        if several.is_empty() {
            return;
        }
        for (at, article) in articles.iter().enumerate() {
            for (g, group) in article.groups.iter().enumerate() {
                let place = (at as u32, g as u32);
                let Some(bearers) = several.get(&group.class).filter(|_| !self.nodes.contains_key(&place)) else {
                    continue;
                };
                let here = company(article, group.class, names);
                let shared = |bearer: &&Bearer| here.iter().filter(|class| bearer.company.contains(class)).count();
                // Of equals the first, who is told of most.
                if let Some(node) = bearers.iter().rev().max_by_key(shared).and_then(|bearer| bearer.node) {
                    self.nodes.insert(place, node);
                }
            }
        }
    }
}

/// The bearers of names that the library knows: where there are several, or something was told of one.
pub(super) fn known_bearers(known: &[Known], nodes: &KnownNodes, names: &Names, name: &[NameId]) -> Bearers {
    let class_of = |id: &u64| {
        let node = nodes.by_id.get(id)?;
        Some(names.get(*name.get(*node as usize)?).class)
    };
    let mut out = Bearers::default();
    for &(class, node, k) in &nodes.people {
        let known = &known[k as usize];
        let traits = &known.traits;
        let age = |(age, day): &(u8, Option<i32>)| (Profile { fields: 0, age: Some(*age) }, *day);
        out.entry(class).or_default().push(Bearer {
            fields: Profile { fields: traits.fields, age: None },
            ages: traits.ages.iter().map(age).collect(),
            articles: Vec::new(),
            before: traits.articles as usize,
            company: known.company.iter().filter_map(class_of).collect(),
            node: Some(node),
        });
    }
    out
}

/// The one told of most; of equals the first.
fn most(bearers: &[Bearer]) -> usize {
    (0..bearers.len()).max_by_key(|at| (bearers[*at].told(), std::cmp::Reverse(*at))).unwrap_or(0)
}

/// Full names of an article that stand for themselves and of which something is told.
fn gather(articles: &[Article], at: u32, names: &Names, out: &mut Vec<Told>) {
    let article = &articles[at as usize];
    let any = article.groups.iter().any(|group| !group.profile.is_empty() || group.bearer > 0);
    if !any {
        return;
    }
    let mut profiles = vec![Profile::default(); article.groups.len()];
    for (g, group) in article.groups.iter().enumerate() {
        profiles[article.head(g as u32) as usize].add(group.profile);
    }
    for (g, (group, profile)) in article.groups.iter().zip(profiles).enumerate() {
        let class = &names.classes[group.class as usize];
        let own = group.parent == g as u32 && class.strong && class.kind == EntityKind::Person;
        // Of two bearers in one article both count.
        let two = || article.groups.iter().any(|other| other.class == group.class && other.bearer > 0);
        if own && (!profile.is_empty() || two()) {
            out.push(Told { class: group.class, article: at, group: g as u32, profile, bearer: group.bearer });
        }
    }
}

/// People and organisations in full that an article names beside somebody.
fn company(article: &Article, but: ClassId, names: &Names) -> FxHashSet<ClassId> {
    let counts = |class: &ClassId| {
        let of = &names.classes[*class as usize];
        *class != but && of.strong && matches!(of.kind, EntityKind::Person | EntityKind::Organisation)
    };
    article.groups.iter().map(|group| group.class).filter(counts).collect()
}

/// Gives each told name to a bearer; whose each is.
fn part(same: &[Told], mut bearers: Vec<Bearer>, articles: &[Article], names: &Names) -> (Vec<Bearer>, Vec<usize>) {
    let mut whose = vec![0; same.len()];
    // Those of whom one field is told come first: what says less, or more, joins them.
    let mut order: Vec<usize> = (0..same.len()).collect();
    order.sort_by_key(|at| (same[*at].profile.fields.count_ones() != 1, same[*at].bearer));
    for at in order {
        let told = &same[at];
        let article = &articles[told.article as usize];
        let here = company(article, told.class, names);
        let fits = |bearer: &Bearer| {
            let ages = bearer.ages.iter().any(|(age, day)| told.profile.other_age(*age, (article.day, *day)));
            // One article has told of both: they are two.
            !ages
                && !bearer.articles.contains(&told.article)
                && (!bearer.fields.other_field(told.profile) || bearer.keeps(&here, names))
        };
        let alike = |bearer: &&Bearer| {
            (bearer.fields.fields & told.profile.fields != 0, bearer.keeps(&here, names), bearer.told())
        };
        let best = (0..bearers.len()).filter(|k| fits(&bearers[*k])).rev().max_by_key(|k| alike(&&bearers[*k]));
        let at_bearer = best.unwrap_or_else(|| {
            if bearers.len() < MAX_BEARERS {
                bearers.push(Bearer::default());
            }
            bearers.len() - 1
        });
        whose[at] = at_bearer;
        bearers[at_bearer].add(told, article.day, here);
    }
    (bearers, whose)
}

impl Bearer {
    fn add(&mut self, told: &Told, day: Option<i32>, company: FxHashSet<ClassId>) {
        self.fields.add(told.profile);
        if self.articles.len() < MAX_ARTICLES {
            if told.profile.age.is_some() {
                self.ages.push((told.profile, day));
            }
            self.company.extend(company);
        }
        self.articles.push(told.article);
    }

    /// In how many articles something is told.
    const fn told(&self) -> usize {
        self.before + self.articles.len()
    }

    /// Whether the company of an article is the bearer's: one person, or two organisations.
    fn keeps(&self, here: &FxHashSet<ClassId>, names: &Names) -> bool {
        let person = |class: &ClassId| names.classes[*class as usize].kind == EntityKind::Person;
        let shared = here.iter().filter(|class| self.company.contains(class));
        shared.map(|class| 1 + usize::from(person(class))).sum::<usize>() > 1
    }
}
