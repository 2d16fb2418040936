//! What is told of texts.

use crate::model::{Zone, ZoneKind};
use crate::nlp::Recognizer;
use crate::text::Span;

fn analysed(text: &str) -> (Option<&'static str>, Vec<&str>) {
    let zone = Zone { span: Span::new(0, text.len() as u32), kind: ZoneKind::Body };
    let analysis = Recognizer::shipped().recognize(text, &[zone]);
    (analysis.foreign, analysis.mentions.iter().map(|name| name.span.of(text)).collect())
}

fn verdict(text: &str) -> Option<&'static str> {
    analysed(text).0
}

#[test]
fn one_sentence_of_names_over_and_over_is_english() {
    assert_eq!(verdict(&"John Smith met Mary Jones in Paris. ".repeat(200)), None);
}

#[test]
fn other_languages_are_told() {
    assert_eq!(
        verdict(
            "Die Regierung hat am Dienstag beschlossen, die Steuern für kleine Betriebe zu senken. Der Minister sagte, dass \
             die Länder zustimmen müssten, bevor das Gesetz im Herbst in Kraft treten kann."
        ),
        Some("de")
    );
    assert_eq!(
        verdict(
            "El gobierno anunció ayer que los precios de la energía bajarán durante el invierno, aunque la oposición cree que \
             las medidas llegan tarde y que no ayudarán a las familias con menos ingresos."
        ),
        Some("es")
    );
    assert_eq!(
        verdict("Правительство объявило о новых мерах поддержки малого бизнеса, сообщил министр финансов."),
        Some("ru")
    );
    assert_eq!(verdict("政府は火曜日、新しい経済対策を発表した。首相は記者会見で説明した。"), Some("ja"));
    assert_eq!(verdict("أعلنت الحكومة يوم الثلاثاء عن خطة جديدة لدعم الشركات الصغيرة في البلاد"), Some("ar"));
}

#[test]
fn languages_are_told_in_a_line_and_in_a_paragraph() {
    for (text, language) in [
        ("La police a arrêté trois hommes dans la nuit de mardi à mercredi près de la gare de Lyon.", "fr"),
        ("Il governo ha approvato ieri sera la nuova legge sul lavoro dopo una lunga riunione con i sindacati.", "it"),
        (
            "De regering wil dat het onderwijs beter wordt, maar volgens de oppositie is er geen geld voor leraren.",
            "nl",
        ),
        ("Regeringen vil sænke skatten for de små virksomheder, siger ministeren efter mødet med partierne.", "da"),
        ("O presidente da Câmara disse ontem que não há dinheiro para as obras, mas a oposição não acredita.", "pt"),
        ("Policja zatrzymała wczoraj trzech mężczyzn, którzy mieli brać udział w napadzie na bank.", "pl"),
        ("Hükümet küçük işletmeler için yeni bir destek paketi hazırladığını salı günü duyurdu.", "tr"),
        ("A kormány szerint az új törvény jövőre lép életbe, de az ellenzék nem támogatja a javaslatot.", "hu"),
        (
            "El alcalde de San José, Juan Carlos de la Cruz, dijo que la ciudad no tiene dinero para el puente. Según él, el \
             gobierno debe pagar la obra antes de que termine el año, porque ya se cayó dos veces.",
            "es",
        ),
        (
            "Der Trainer von Manchester United, Erik ten Hag, sagte nach dem Spiel gegen Newcastle United, dass seine Mannschaft \
             nicht gut gespielt habe und nun besser werden müsse.",
            "de",
        ),
    ] {
        assert_eq!(verdict(text), Some(language), "{text}");
    }
}

#[test]
fn names_of_other_countries_do_not_make_english_foreign() {
    for text in [
        "Police in Rio Branco arrested Tiago da Costa, Rui dos Reis and Ana de Moura.",
        "Karim el-Masri met Abu Omar al-Halabi, Greta von der Heide, Piero da Siena, Luc de Brissac, Joost van Delft and Aung Min \
         Oo. Von der Heide left.",
        "Pedro de la Torre and Inés de los Santos Vega Prieto met Julio Ramos Ibáñez in San Juan de Dios on Monday.",
        "Results: Sánchez beat Ferreira dos Anjos; Nguyen Van Duc beat Jean de la Fontaine; von Trotta lost to Ould Mohamed.",
        "Angela Brandt of the Christlich Soziale Partei in Bad Aibling and Jörg Weiß, mayor of Garmisch, will vote.",
    ] {
        assert_eq!(verdict(text), None, "{text}");
    }
}

#[test]
fn english_is_left_alone_with_all_its_names() {
    assert_eq!(verdict("Zelenskyy met Erdoğan in Kraków on Tuesday, and the two agreed to meet again in Köln."), None);
    assert_eq!(verdict("Ronaldo, Neymar, Mbappé, Lewandowski, Müller, Kroos"), None);
    assert_eq!(verdict("CHINA GETS LUCKY WIN AS JAPAN LOSES"), None);
    assert_eq!(verdict(""), None);
    assert_eq!(verdict("12 345 6789 ... !!!"), None);
}

#[test]
fn languages_are_told_by_their_small_words() {
    for (text, language) in [
        ("Danmark og Norge vil bygge en ny bro. Det siger ministeren til avisen.", "da"),
        (
            "Mae Llywodraeth Cymru wedi cyhoeddi bod y cynllun yn dod i ben. Dywedodd y gweinidog ei bod yn siomedig.",
            "cy",
        ),
        ("LE GOUVERNEMENT ANNONCE QUE LES PRIX DE L'ESSENCE SONT EN BAISSE DANS TOUT LE PAYS", "fr"),
        ("El presidente de Chile viajará mañana a Lima.", "es"),
        ("Il presidente della Camera ha incontrato ieri i sindaci.", "it"),
        ("De burgemeester van Utrecht wil meer geld voor het onderwijs.", "nl"),
        ("Menteri itu mengatakan bahwa harga beras akan turun bulan depan.", "id"),
        ("Bakan dün akşam yeni köprünün açılışında konuştu.", "tr"),
        ("Waziri alisema kwamba bei ya mafuta itapungua katika mwezi ujao.", "sw"),
        ("Hallitus päätti tiistaina, että veroja ei koroteta ja tukia lisätään.", "fi"),
        ("Gwamnan ya ce za a gina sabuwar hanya a cikin jihar domin taimaka wa manoma.", "ha"),
        ("باريس باريس باريس باريس", "ar"),
    ] {
        assert_eq!(verdict(text), Some(language), "{text}");
    }
}

#[test]
fn english_cites_other_languages() {
    let quoted = "The mayor said: \"El pueblo no olvida a los que lucharon por la tierra, y hoy la gente de Puebla vuelve a la calle.\" \
                  Rosario Vega agreed in Mexico City.";
    let (language, names) = analysed(quoted);
    assert_eq!(language, None);
    assert!(names.contains(&"Rosario Vega") && names.contains(&"Mexico City"), "{names:?}");
    assert!(names.iter().all(|name| name.split(' ').count() < 4), "{names:?}");
    let paragraph = "The talks in Geneva ended on Tuesday, and both sides said that they would meet again.\n\nLe ministre a déclaré que les \
                     discussions avec la Suisse ont été longues, mais que la France reste confiante pour la suite.\n\nThe foreign \
                     minister, Anna Keller, left for Bern.";
    let (language, names) = analysed(paragraph);
    assert_eq!(language, None);
    assert!(names.contains(&"Geneva") && names.contains(&"Anna Keller"), "{names:?}");
}

#[test]
fn short_english_with_names_of_other_countries_stays_english() {
    for text in [
        "DE LA CRUZ AND EL HADJI SHARE TITLE IN LAS VEGAS",
        "DEL TORO BEATS VAN DER BERG, DI MARIA",
        "Real Madrid: Courtois; Carvajal, Militão, Alaba, Mendy; Valverde, Kroos; Vinícius Júnior, Rodrygo",
        "Petrobras buys stake in Galp",
        "El Niño returns",
        "La Liga: Sevilla edge Real Sociedad",
        "lol omg gonna watch tonite",
        "Die Hard star visits Den Haag",
        "Les Misérables wins big",
        "R E D S   A N D   B L U E S",
        "40,000 fans v. s. 300 seats",
        "Ring out again pleease! We are singing tra la la la ah la",
    ] {
        assert_eq!(verdict(text), None, "{text}");
    }
}
