//! `editions/NAME.json`: what an edition said, one figure a line, for people with a text editor too.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::edition::{Edition, PublishedFigure, TableHash};
use crate::figure_key::{FigureKey, PageKey};
use gongbao_diag::locale::{Text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::{SourceFile, Sources};

/// How keys of figures are written. Format 1 had the program's own keys among the author's: `page` and `row.…` in `of`,
/// and `#2` behind an aspect.
const FORMAT_VERSION: u64 = 2;

/// The file of an edition, relative to the site.
pub fn edition_path(name: &str) -> String {
    format!("editions/{name}.json")
}

/// An edition as its file has it.
pub fn write_edition(edition: &Edition) -> String {
    let date = |it: Option<gongbao_diag::locale::Date>| it.map(|it| it.to_string());
    let lines = |list: Vec<String>| list.join(",\n");
    let tables = edition
        .tables
        .iter()
        .map(|it| json!({"name": it.name, "file": it.file, "sha256": it.hash}).to_string());
    let figures = edition
        .figures
        .iter()
        .map(|(subject, figure)| figure_line(subject, figure));
    format!(
        "{{\"gongbao\":{FORMAT_VERSION},\"edition\":{},\"number\":{},\"date\":{},\"as_of\":{},\n\"tables\":[\n{}\n],\n\"figures\":[\n{}\n]}}\n",
        Json::from(edition.name.as_str()),
        edition.number,
        Json::from(date(edition.date)),
        Json::from(date(edition.as_of)),
        lines(tables.collect()),
        lines(figures.collect()),
    )
}

fn figure_line(subject: &FigureKey, figure: &PublishedFigure) -> String {
    let of = json!(subject.of);
    // Written by hand so that a line reads from what it is to where it stands.
    let text = |it: &str| Json::from(it).to_string();
    let state = if figure.state.is_empty() {
        String::new()
    } else {
        format!("\"state\":{},", text(&figure.state))
    };
    let nth = match subject.nth {
        0 => String::new(),
        nth => format!("\"nth\":{nth},"),
    };
    let page = match &subject.page {
        None => String::new(),
        Some(page) if page.row.is_empty() => format!("\"page\":{},", text(&page.page)),
        Some(page) => format!("\"page\":{},\"row\":{},", text(&page.page), json!(page.row)),
    };
    format!(
        "{{\"name\":{},\"aspect\":{},{nth}\"of\":{of},{page}\"title\":{},\"value\":{},{state}\"text\":{},\"table\":{},\"places\":{}}}",
        text(&subject.name),
        text(&subject.aspect),
        text(&figure.title),
        text(&figure.value),
        text(&figure.text),
        text(&figure.table),
        json!(figure.places),
    )
}

/// Every edition of a site, the oldest first. A damaged one is a complaint: without it nobody can tell what changed.
pub fn read_editions(sources: &Sources, diags: &mut Diags) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for file in sources.within("editions", "json") {
        editions.extend(diags.keep(parse_edition(file).map_err(|it| damaged_edition(file, it))));
    }
    editions.sort_by(|a, b| a.number.cmp(&b.number).then_with(|| a.name.cmp(&b.name)));
    editions
}

fn damaged_edition(file: &SourceFile, reason: Text) -> Diagnostic {
    Diagnostic::new(Code::DamagedEdition, Place::file(&file.path)).with("reason", reason)
}

fn parse_edition(file: &SourceFile) -> Result<Edition, Text> {
    let json: Json = serde_json::from_str(file.str()).map_err(|it| {
        Text::new(
            format!("第{}行第{}列起不是 JSON", it.line(), it.column()),
            it.to_string(),
        )
    })?;
    let format = json["gongbao"]
        .as_u64()
        .filter(|it| (1..=FORMAT_VERSION).contains(it))
        .ok_or_else(|| {
            Text::new(
                "不是本程序所写，或由更新的版本所写",
                "not written by gongbao, or by a later version of it",
            )
        })?;
    let name = read_string(&json, "edition")?;
    if name != file.stem() {
        return Err(Text::new(
            format!("文件名与版次“{name}”不符"),
            format!("the file is not named after its edition `{name}`"),
        ));
    }
    let day = |key: &str| json[key].as_str().and_then(parse_date);
    let list = |key: &str| json[key].as_array().ok_or_else(|| missing_key(key));
    let table = |it: &Json| {
        Ok(TableHash {
            name: read_string(it, "name")?,
            file: read_string(it, "file")?,
            hash: read_string(it, "sha256")?,
        })
    };
    let number = json["number"]
        .as_u64()
        .ok_or_else(|| missing_key("number"))?;
    Ok(Edition {
        number: usize::try_from(number).map_err(|_| missing_key("number"))?,
        date: day("date"),
        as_of: day("as_of"),
        tables: list("tables")?
            .iter()
            .map(table)
            .collect::<Result<_, Text>>()?,
        figures: parse_figures(format, list("figures")?)?,
        name,
    })
}

fn missing_key(key: &str) -> Text {
    Text::new(format!("没有 {key}"), format!("it has no {key}"))
}

fn parse_figures(format: u64, list: &[Json]) -> Result<BTreeMap<FigureKey, PublishedFigure>, Text> {
    let mut figures = BTreeMap::new();
    for json in list {
        let (subject, figure) = parse_figure(json)?;
        let subject = if format == 1 {
            split_key_fields(subject, &figure)
        } else {
            subject
        };
        figures.insert(subject, figure);
    }
    Ok(figures)
}

/// A key of format 1 with the program's parts in fields of their own.
///
/// An author's column `page` is left where it is: it does not hold the file of a page, nor the address at which alone
/// the figure stood.
fn split_key_fields(mut subject: FigureKey, figure: &PublishedFigure) -> FigureKey {
    if let Some((aspect, number)) = subject.aspect.rsplit_once('#')
        && let Ok(number @ 2..) = number.parse::<usize>()
    {
        subject.nth = number - 1;
        subject.aspect = aspect.to_owned();
    }
    let stood_at = |route: &str| {
        figure
            .places
            .iter()
            .all(|it| it.split_once('#').map_or(it.as_str(), |(page, _)| page) == route)
    };
    let is_page = |it: &str| it.starts_with("content/") && it.ends_with(".md") || stood_at(it);
    if subject.of.get("page").is_some_and(|it| is_page(it))
        && let Some(page) = subject.of.remove("page")
    {
        let mut key = PageKey::of(&page);
        for (column, value) in std::mem::take(&mut subject.of) {
            match column.strip_prefix("row.") {
                Some(column) => key.row.insert(column.to_owned(), value),
                None => subject.of.insert(column, value),
            };
        }
        subject.page = Some(key);
    }
    subject
}

/// A figure as its line has it; all it always has must be there, or a change could not be told from damage.
fn parse_figure(json: &Json) -> Result<(FigureKey, PublishedFigure), Text> {
    let places = json["places"]
        .as_array()
        .ok_or_else(|| missing_key("places"))?;
    let place = |it: &Json| {
        let place = it.as_str().ok_or_else(|| missing_key("places"))?;
        Ok(place.to_owned())
    };
    let figure = PublishedFigure {
        title: read_string(json, "title")?,
        value: read_string(json, "value")?,
        state: read_optional(json, "state", read_string)?
            .into_iter()
            .collect(),
        text: read_string(json, "text")?,
        table: read_string(json, "table")?,
        places: places.iter().map(place).collect::<Result<_, Text>>()?,
    };
    let row = read_optional(json, "row", read_strings)?;
    let page = read_optional(json, "page", read_string)?.map(|page| PageKey {
        page,
        row: row.into_iter().flatten().collect(),
    });
    let nth = read_optional(json, "nth", |json, key| {
        let nth = json[key].as_u64().ok_or_else(|| missing_key(key))?;
        usize::try_from(nth).map_err(|_| missing_key(key))
    })?;
    let subject = FigureKey {
        nth: nth.unwrap_or(0),
        page,
        ..FigureKey::of(
            &read_string(json, "name")?,
            &read_string(json, "aspect")?,
            read_strings(json, "of")?,
        )
    };
    Ok((subject, figure))
}

fn read_string(json: &Json, key: &str) -> Result<String, Text> {
    let text = json[key].as_str().ok_or_else(|| missing_key(key))?;
    Ok(text.to_owned())
}

fn read_strings(json: &Json, key: &str) -> Result<BTreeMap<String, String>, Text> {
    let all = json[key].as_object().ok_or_else(|| missing_key(key))?;
    let one = |(name, value): (&String, &Json)| {
        let value = value.as_str().ok_or_else(|| missing_key(key))?;
        Ok((name.clone(), value.to_owned()))
    };
    all.iter().map(one).collect()
}

/// What is written only where it says something.
fn read_optional<T>(
    json: &Json,
    key: &str,
    read: impl Fn(&Json, &str) -> Result<T, Text>,
) -> Result<Option<T>, Text> {
    match json.get(key) {
        None => Ok(None),
        Some(_) => read(json, key).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::edition::{Edition, PublishedFigure, TableHash, read_editions, write_edition};
    use crate::figure_key::{FigureKey, PageKey};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::{Lang, parse_date};
    use gongbao_source::{SourceFile, Sources};

    fn sources(files: &[(&str, &str)]) -> Sources {
        Sources::of(
            files
                .iter()
                .map(|(path, text)| SourceFile::built_in(path, text.as_bytes()))
                .collect(),
        )
    }

    #[test]
    fn what_is_written_reads_back_equal() {
        let of = BTreeMap::from([("district".to_owned(), "铁\"西\"区".to_owned())]);
        let figure = PublishedFigure {
            title: "占比".to_owned(),
            value: "41.2".to_owned(),
            state: "over".to_owned(),
            text: "41.2%".to_owned(),
            table: "t".to_owned(),
            places: vec!["a.html#b".to_owned(), "c.html".to_owned()],
        };
        let table = TableHash {
            name: "t".to_owned(),
            file: "data/t.csv".to_owned(),
            hash: "00".to_owned(),
        };
        let edition = Edition {
            name: "初版".to_owned(),
            number: 1,
            date: parse_date("2026-01-15"),
            as_of: None,
            tables: vec![table],
            figures: BTreeMap::from([
                (FigureKey::of("share", "", of.clone()), figure.clone()),
                (
                    FigureKey {
                        nth: 1,
                        page: Some(PageKey {
                            page: "content/[d].md".to_owned(),
                            row: of.clone(),
                        }),
                        ..FigureKey::of("q", "n", of)
                    },
                    figure,
                ),
            ]),
        };
        let mut diags = Diags::new();
        assert_eq!(
            read_editions(
                &sources(&[("editions/初版.json", &write_edition(&edition))]),
                &mut diags
            ),
            [edition]
        );
        assert!(diags.sorted().is_empty());
    }

    /// The key of a figure of the older format, of a column `page`.
    fn key_of_format_1(aspect: &str, of: &str) -> FigureKey {
        let figure = format!(
            "{{\"name\":\"q\",\"aspect\":\"{aspect}\",\"of\":{of},\"title\":\"\",\"value\":\"1\",\"text\":\"1\",\"table\":\"q\",\"places\":[\"a.html#q\"]}}"
        );
        let text = format!(
            "{{\"gongbao\":1,\"edition\":\"a\",\"number\":1,\"tables\":[],\"figures\":[{figure}]}}"
        );
        let mut diags = Diags::new();
        let editions = read_editions(&sources(&[("editions/a.json", &text)]), &mut diags);
        let keys: Vec<FigureKey> = editions[0].figures.keys().cloned().collect();
        keys[0].clone()
    }

    #[test]
    fn keys_of_the_older_format_are_taken_apart() {
        let key = key_of_format_1("n#2", "{\"page\":\"content/a.md\",\"row.d\":\"东区\"}");
        let row = BTreeMap::from([("d".to_owned(), "东区".to_owned())]);
        let page = Some(PageKey {
            page: "content/a.md".to_owned(),
            row,
        });
        let expected = FigureKey {
            nth: 1,
            page,
            ..FigureKey::of("q", "n", BTreeMap::new())
        };
        assert_eq!(key, expected);
        let key = key_of_format_1("n", "{\"page\":\"a.html\"}");
        assert_eq!(key.page, Some(PageKey::of("a.html")));
        let key = key_of_format_1("n", "{\"page\":\"甲\",\"row.d\":\"东区\"}");
        assert_eq!((key.page, key.of.len()), (None, 2));
    }

    fn check_refused(name: &str, text: &str, reason: &str) {
        let mut diags = Diags::new();
        assert!(read_editions(&sources(&[(name, text)]), &mut diags).is_empty());
        let said: Vec<String> = diags
            .sorted()
            .iter()
            .map(|it| it.message(Lang::En))
            .collect();
        assert!(said.len() == 1 && said[0].contains(reason), "{said:?}");
    }

    #[test]
    fn refuses_what_it_did_not_write() {
        check_refused("editions/a.json", "{", "EOF");
        check_refused("editions/a.json", "[]", "not written by gongbao");
        check_refused("editions/a.json", "{\"gongbao\":3}", "later version");
        check_refused(
            "editions/a.json",
            "{\"gongbao\":2,\"edition\":\"a\",\"number\":1,\"tables\":[],\"figures\":[{\"places\":[]}]}",
            "no title",
        );
        check_refused(
            "editions/b.json",
            "{\"gongbao\":1,\"edition\":\"a\"}",
            "not named after",
        );
        check_refused(
            "editions/a.json",
            "{\"gongbao\":1,\"edition\":\"a\",\"tables\":[]}",
            "no number",
        );
        check_refused(
            "editions/a.json",
            "{\"gongbao\":1,\"edition\":\"a\",\"number\":1,\"tables\":[]}",
            "no figures",
        );
    }
}
