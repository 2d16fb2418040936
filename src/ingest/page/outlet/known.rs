//! Outlets by their names and hosts. A convenience for spelling names well, not a condition: outlets that are not here
//! are found by what their pages say.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold;

/// Name; other names, folded; hosts. Parted by `|` and `,`.
const OUTLETS: &str = "\
ABC News|abcnews|abcnews.go.com
ABC News (Australia)|abc news australia|abc.net.au
Agence France-Presse|afp,agence france presse|afp.com
Al Arabiya|al-arabiya,alarabiya|alarabiya.net
Al Jazeera|aljazeera,al jazeera english,al jazeera media network|aljazeera.com,aljazeera.net
Al-Monitor|al monitor|al-monitor.com
Anadolu Agency|anadolu,aa,anadolu ajansi|aa.com.tr
Arab News|arabnews|arabnews.com,arabnews.pk
Asharq Al-Awsat|asharq al awsat|aawsat.com
Associated Press|ap,ap news,the ap,the associated press|apnews.com,ap.org
Axios||axios.com
BBC News|bbc,the bbc,bbc world service|bbc.com,bbc.co.uk,bbci.co.uk
Bangkok Post||bangkokpost.com
Belfast Telegraph||belfasttelegraph.co.uk
Bellingcat||bellingcat.com
Bloomberg|bloomberg news|bloomberg.com
Business Insider||businessinsider.com
Buzzfeed News||buzzfeednews.com
CBC News|cbc|cbc.ca
CBS News|cbsnews,cbs|cbsnews.com
CNBC||cnbc.com
CNN|cable news network|cnn.com,cnn.io
Channel NewsAsia|cna,channel news asia|channelnewsasia.com
China Daily||chinadaily.com.cn
Chicago Tribune||chicagotribune.com
Daily Mail|mail online,mailonline,the daily mail|dailymail.co.uk
Daily Mirror|the mirror|mirror.co.uk
Daily Sabah||dailysabah.com
Dawn|dawn news|dawn.com
Der Spiegel|spiegel|spiegel.de
Deutsche Welle|dw,dw news|dw.com
El País|el pais|elpais.com
Euronews||euronews.com
Financial Times|ft,the financial times|ft.com
Forbes||forbes.com
Foreign Affairs||foreignaffairs.com
Foreign Policy||foreignpolicy.com
Fox News|foxnews,fox news channel|foxnews.com
France 24|france24|france24.com
Frankfurter Allgemeine Zeitung|faz|faz.net
Global Times||globaltimes.cn
Gulf News|gulfnews|gulfnews.com
Haaretz||haaretz.com
Hindustan Times|hindustantimes|hindustantimes.com
HuffPost|huffington post,the huffington post|huffpost.com
Hürriyet Daily News|hurriyet daily news,hurriyet|hurriyetdailynews.com
Interfax||interfax.com,interfax.ru
Iran International||iranintl.com
IRNA|islamic republic news agency|irna.ir
Iraqi News Agency|ina|ina.iq
Jakarta Post|the jakarta post|thejakartapost.com
Khaleej Times||khaleejtimes.com
Kommersant||kommersant.ru
Kurdistan 24|kurdistan24|kurdistan24.net
Kyiv Post|kyivpost|kyivpost.com
Kyodo News|kyodo|kyodonews.net
Le Figaro||lefigaro.fr
Le Monde||lemonde.fr
Los Angeles Times|l.a. times,la times,latimes,the los angeles times|latimes.com,ca-times.brightspotcdn.com,california-times-brightspot.s3.amazonaws.com
MSNBC||msnbc.com
Meduza||meduza.io
Mehr News Agency|mehr news,mna|mehrnews.com
Middle East Eye||middleeasteye.net
NBC News|nbc,nbcnews|nbcnews.com,nbcnews.to
NDTV||ndtv.com,ndtvimg.com
NHK|nhk world|nhk.or.jp
NPR|national public radio|npr.org,npr.brightspotcdn.com
New York Post|the new york post|nypost.com
Newsweek||newsweek.com
Nikkei Asia||asia.nikkei.com
Novaya Gazeta Europe||novayagazeta.eu
OilPrice.com|oilprice|oilprice.com
PBS NewsHour|pbs news,pbs,pbs newshour|pbs.org
Politico||politico.com,politico.eu
ProPublica||propublica.org
RFE/RL|radio free europe,radio free europe/radio liberty,rferl|rferl.org
RIA Novosti||ria.ru
RT|russia today|rt.com
Radio Free Asia|rfa|rfa.org
Reuters|thomson reuters,reuters news agency|reuters.com
Rudaw|rudaw media network|rudaw.net
SBS News||sbs.com.au
Saudi Gazette||saudigazette.com.sa
Saudi Press Agency|spa|spa.gov.sa
Shafaq News|shafaq,shafaq news agency,shafaqnews|shafaq.com
Sky News|skynews|news.sky.com,skynews.com
South China Morning Post|scmp|scmp.com
Sputnik||sputniknews.com,sputnikglobe.com
Süddeutsche Zeitung|sz|sueddeutsche.de
TASS||tass.com,tass.ru
Tasnim News Agency|tasnim,tasnim news|tasnimnews.com
Tehran Times||tehrantimes.com
The Atlantic|theatlantic|theatlantic.com
The Conversation|theconversation|theconversation.com
The Daily Beast|daily beast|thedailybeast.com
The Daily Star|daily star|thedailystar.net
The Economist||economist.com
The Globe and Mail|globe and mail|theglobeandmail.com
The Guardian|guardian,the guardian us|theguardian.com,guim.co.uk
The Hill|thehill|thehill.com
The Hindu|thehindu|thehindu.com
The Independent|independent.co.uk|independent.co.uk
The Indian Express|indian express|indianexpress.com
The Intercept||theintercept.com
The Irish Times|irish times|irishtimes.com
The Japan Times|japan times|japantimes.co.jp
The Jerusalem Post|jerusalem post,jpost|jpost.com
The Kyiv Independent|kyiv independent|kyivindependent.com
The Moscow Times|moscow times,moscowtimes|themoscowtimes.com
The National|the national news,thenational|thenationalnews.com
The New Arab|new arab|newarab.com
The New York Times|new york times,nyt,nytimes|nytimes.com,nyt.com
The New Yorker|new yorker|newyorker.com
The News International||thenews.com.pk
The Straits Times|straits times|straitstimes.com
The Sydney Morning Herald|sydney morning herald,smh|smh.com.au
The Telegraph|daily telegraph,the daily telegraph|telegraph.co.uk
The Times of India|times of india,toi|timesofindia.indiatimes.com,timesofindia.com
The Times of Israel|times of israel|timesofisrael.com
The Wall Street Journal|wall street journal,wsj|wsj.com,wsj.net
The Washington Post|washington post,wapo|washingtonpost.com
The Washington Times|washington times|washingtontimes.com
The Week||theweek.com,theweek.in
Time|time magazine|time.com
Toronto Star|the toronto star|thestar.com
UPI|united press international|upi.com
USA Today|usatoday|usatoday.com
Ukrainska Pravda|ukrayinska pravda|pravda.com.ua
Ukrinform||ukrinform.net
VOA|voice of america,voa news|voanews.com
Vox||vox.com
WAFA||wafa.ps
Xinhua|xinhua news agency,xinhuanet|xinhuanet.com,news.cn
Yonhap News Agency|yonhap,yonhap news|yna.co.kr
ZDF||zdf.de";

fn entries() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    OUTLETS.lines().filter_map(|line| {
        let mut parts = line.split('|');
        Some((parts.next()?, parts.next()?, parts.next()?))
    })
}

/// Every name, folded, also without spaces where that is long enough to be told from a word.
static BY_NAME: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for (name, others, _) in entries() {
        for form in others.split(',').map(str::to_owned).chain([fold(name)]) {
            names.entry(form).or_insert(name);
        }
    }
    names
});

/// The same without spaces and signs, as folders have it: `newyorktimes`, `the-hill`.
static SQUEEZED: LazyLock<FxHashMap<String, &'static str>> = LazyLock::new(|| {
    let forms = BY_NAME.iter().map(|(form, name)| (squeeze(form), *name));
    forms.filter(|(form, _)| form.len() >= 5).collect()
});

fn squeeze(name: &str) -> String {
    let folded = fold(name);
    folded.strip_prefix("the ").unwrap_or(&folded).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The name of a known outlet in its best spelling, whatever name it is given by.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    BY_NAME.get(fold(name.trim()).as_str()).copied().filter(|_| name.trim().len() >= 2)
}

/// The same for a name without its spaces.
pub(super) fn of_squeezed(name: &str) -> Option<&'static str> {
    let squeezed = squeeze(name);
    let bare = squeezed.strip_prefix("the").unwrap_or(&squeezed);
    SQUEEZED.get(squeezed.as_str()).or_else(|| SQUEEZED.get(bare)).copied()
}

/// Archives and aggregators, which are not the publisher.
const OTHERS: [&str; 10] = [
    "archive.org",
    "archive.ph",
    "archive.is",
    "google.com",
    "t.co",
    "facebook.com",
    "twitter.com",
    "x.com",
    "msn.com",
    "yahoo.com",
];

/// Endings of file names that could be taken for the end of a host.
const ENDINGS: [&str; 7] = ["txt", "md", "html", "json", "d", "old", "bak"];

/// The outlet of an article's address: its known name, else the host itself.
pub(super) fn of_url(url: &str) -> Option<String> {
    let rest = url.split_once("://").map(|(_, rest)| rest)?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
    let is = |other: &str| host == other || host.ends_with(&format!(".{other}"));
    (is_host(&host) && !OTHERS.iter().any(|other| is(other))).then(|| of_host(&host))
}

/// The known name of a host, or the host without `www.`.
pub(super) fn of_host(host: &str) -> String {
    let bare =
        ["www.", "m.", "amp.", "edition.", "en."].iter().find_map(|start| host.strip_prefix(start)).unwrap_or(host);
    by_host(host).map_or_else(|| crate::text::sanitize_line(bare), str::to_owned)
}

fn by_host(host: &str) -> Option<&'static str> {
    entries()
        .find(|(_, _, hosts)| hosts.split(',').any(|known| host == known || host.ends_with(&format!(".{known}"))))
        .map(|(name, ..)| name)
}

/// The outlet a picture's host belongs to, if it is a known one.
pub(super) fn of_image_host(host: &str) -> Option<&'static str> {
    by_host(&host.to_lowercase())
}

/// Whether a text has the form of a host: `example.org`.
pub(super) fn is_host(text: &str) -> bool {
    let mut labels = text.rsplit('.');
    let top = labels.next().unwrap_or("");
    let name = labels.next().unwrap_or("");
    text.len() <= 100
        && !name.is_empty()
        && (2..=6).contains(&top.len())
        && top.bytes().all(|b| b.is_ascii_lowercase())
        && !ENDINGS.contains(&top)
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
}
