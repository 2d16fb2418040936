//! Cities that open reports without capitals to mark them ("Riyadh: …"). Only datelines ask; names in prose are found
//! elsewhere and by other means.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::fold;

/// Whether a name is a capital or another city that news is often datelined from.
pub(super) fn is_city(name: &str) -> bool {
    let folded = fold(name);
    CITIES.lines().any(|line| line.split(", ").any(|city| city == folded))
}

/// Whether a folded name is a country's, its short name, or the adjective of one.
pub(super) fn is_land(folded: &str) -> bool {
    LANDS.contains(folded)
}

static LANDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    const NAMES: &str = include_str!("../../../assets/names/country_names.tsv");
    const OTHERS: &str = include_str!("../../../assets/names/countries.tsv");
    let lines = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let named = lines(NAMES).filter_map(|line| line.split('\t').nth(1)).map(fold);
    let others = lines(OTHERS).flat_map(|line| line.split('\t').skip(1).take(2).flat_map(|part| part.split('|')));
    named.chain(others.filter(|name| !name.is_empty()).map(str::to_owned)).collect()
});

/// Folded, in lines by region.
const CITIES: &str = "\
abu dhabi, abuja, accra, addis ababa, aden, aleppo, alexandria, algiers, amman, ankara, antananarivo, asmara, ashgabat, astana, \
baghdad, bahrain, baku, bamako, bangui, banjul, basra, beirut, benghazi, bishkek, brazzaville, bujumbura, cairo, cape town, \
casablanca, conakry, dakar, damascus, dar es salaam, djibouti, doha, dodoma, dubai, durban, entebbe, erbil, fallujah, freetown, \
gaborone, gaza, gaza city, goma, haifa, harare, hebron, homs, idlib, irbil, istanbul, izmir, jeddah, jenin, jerusalem, \
johannesburg, juba, kabul, kampala, kandahar, khan younis, khartoum, kigali, kinshasa, kirkuk, kuwait city, kuwait, lagos, \
libreville, lilongwe, lome, luanda, lusaka, malabo, manama, maputo, maseru, mecca, medina, mogadishu, monrovia, mosul, muscat, \
n'djamena, nablus, nairobi, najaf, niamey, nouakchott, ouagadougou, port louis, port sudan, pretoria, rabat, rafah, ramallah, \
riyadh, sana'a, sanaa, sharjah, sulaymaniyah, tabriz, tashkent, tbilisi, tehran, tel aviv, tripoli, tunis, windhoek, yaounde, \
yerevan, dushanbe, almaty, beersheba, karbala, duhok
amsterdam, athens, barcelona, belfast, belgrade, berlin, bern, birmingham, bonn, bratislava, brussels, bucharest, budapest, \
cardiff, chernihiv, chisinau, copenhagen, davos, dnipro, donetsk, dublin, edinburgh, frankfurt, geneva, glasgow, grozny, \
hamburg, helsinki, kaliningrad, kazan, kharkiv, kherson, kiev, krakow, kramatorsk, kursk, kyiv, lisbon, liverpool, ljubljana, \
london, luhansk, luxembourg, lviv, lyon, madrid, manchester, mariupol, marseille, milan, minsk, monaco, moscow, munich, naples, \
nicosia, odesa, odessa, oslo, paris, podgorica, pokrovsk, prague, pristina, reykjavik, riga, rome, rotterdam, sarajevo, \
sevastopol, simferopol, skopje, sochi, sofia, st. petersburg, saint petersburg, stockholm, strasbourg, sumy, tallinn, the hague, \
tirana, turin, valletta, vatican city, vienna, vilnius, vladivostok, warsaw, yekaterinburg, zagreb, zaporizhzhia, zurich
ahmedabad, bandar seri begawan, bangalore, bengaluru, bangkok, beijing, bhopal, bhubaneswar, busan, canberra, chandigarh, \
chennai, colombo, delhi, dhaka, dili, guangzhou, guwahati, hanoi, ho chi minh city, hong kong, hyderabad, islamabad, jaipur, \
jakarta, jammu, karachi, kathmandu, kochi, kolkata, kuala lumpur, lahore, lucknow, macau, male, manila, melbourne, mumbai, \
nagpur, naypyidaw, new delhi, osaka, patna, peshawar, phnom penh, port moresby, pune, pyongyang, quetta, ranchi, rawalpindi, \
seoul, shanghai, shenzhen, shimla, singapore, srinagar, suva, sydney, taipei, thimphu, thiruvananthapuram, tokyo, ulaanbaatar, \
vientiane, visakhapatnam, wellington, wuhan, yangon, auckland, perth, brisbane, sialkot, multan, dehradun
asuncion, bogota, brasilia, buenos aires, caracas, georgetown, guatemala city, havana, kingston, la paz, lima, managua, mexico \
city, montevideo, ottawa, panama city, paramaribo, port-au-prince, quito, rio de janeiro, san jose, san juan, san salvador, \
santiago, santo domingo, sao paulo, tegucigalpa, toronto, montreal, vancouver, calgary, medellin, tijuana
anchorage, atlanta, austin, baltimore, boston, chicago, cleveland, dallas, denver, detroit, houston, las vegas, los angeles, \
miami, milwaukee, minneapolis, nashville, new orleans, new york, oklahoma city, orlando, philadelphia, phoenix, pittsburgh, \
portland, sacramento, salt lake city, san antonio, san diego, san francisco, seattle, st. louis, tampa, united nations, \
washington, washington dc, washington, d.c., mar-a-lago, palm beach, honolulu, charlotte, kansas city, indianapolis, columbus";

#[cfg(test)]
mod tests {
    use super::is_city;

    #[test]
    fn cities_and_others() {
        assert!(is_city("Riyadh") && is_city("NEW DELHI") && is_city("Mexico City") && is_city("Sana’a"));
        assert!(!is_city("Trump") && !is_city("Analysis") && !is_city("new"));
    }
}
