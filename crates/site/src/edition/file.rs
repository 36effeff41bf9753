//! `editions/NAME.json`: what an edition said, one figure a line, for people with a text editor too.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::edition::{Edition, Figure, TableHash};
use crate::subject::Subject;
use gongbao_diag::locale::{Text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::{File, Sources};

/// The file of an edition, relative to the site.
pub fn path(name: &str) -> String {
    format!("editions/{name}.json")
}

/// An edition as its file has it.
pub fn write(edition: &Edition) -> String {
    let date = |it: Option<gongbao_diag::locale::Date>| it.map(|it| it.to_string());
    let lines = |list: Vec<String>| list.join(",\n");
    let tables = edition
        .tables
        .iter()
        .map(|it| json!({"name": it.name, "file": it.file, "sha256": it.hash}).to_string());
    let figures = edition
        .figures
        .iter()
        .map(|(subject, figure)| line(subject, figure));
    format!(
        "{{\"gongbao\":1,\"edition\":{},\"number\":{},\"date\":{},\"as_of\":{},\n\"tables\":[\n{}\n],\n\"figures\":[\n{}\n]}}\n",
        Json::from(edition.name.as_str()),
        edition.number,
        Json::from(date(edition.date)),
        Json::from(date(edition.as_of)),
        lines(tables.collect()),
        lines(figures.collect()),
    )
}

fn line(subject: &Subject, figure: &Figure) -> String {
    let of = json!(subject.of);
    // Written by hand so that a line reads from what it is to where it stands.
    let text = |it: &str| Json::from(it).to_string();
    let state = if figure.state.is_empty() {
        String::new()
    } else {
        format!("\"state\":{},", text(&figure.state))
    };
    format!(
        "{{\"name\":{},\"aspect\":{},\"of\":{of},\"title\":{},\"value\":{},{state}\"text\":{},\"table\":{},\"places\":{}}}",
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
pub fn read(sources: &Sources, diags: &mut Diags) -> Vec<Edition> {
    let mut editions: Vec<Edition> = Vec::new();
    for file in sources.within("editions", "json") {
        editions.extend(diags.keep(parse(file).map_err(|it| damaged(file, it))));
    }
    editions.sort_by(|a, b| a.number.cmp(&b.number).then_with(|| a.name.cmp(&b.name)));
    editions
}

fn damaged(file: &File, reason: Text) -> Diagnostic {
    Diagnostic::new(Code::DamagedEdition, Place::file(&file.path)).with("reason", reason)
}

fn parse(file: &File) -> Result<Edition, Text> {
    let json: Json = serde_json::from_str(file.str()).map_err(|it| {
        Text::new(
            format!("第{}行第{}列起不是 JSON", it.line(), it.column()),
            it.to_string(),
        )
    })?;
    let missing = |key: &str| Text::new(format!("没有 {key}"), format!("it has no {key}"));
    if json["gongbao"] != 1 {
        return Err(Text::new(
            "不是本程序所写，或由更新的版本所写",
            "not written by gongbao, or by a later version of it",
        ));
    }
    let name = string(&json, "edition");
    if name != file.stem() {
        return Err(Text::new(
            format!("文件名与版次“{name}”不符"),
            format!("the file is not named after its edition `{name}`"),
        ));
    }
    let day = |key: &str| json[key].as_str().and_then(parse_date);
    let list = |key: &str| json[key].as_array().ok_or_else(|| missing(key));
    let table = |it: &Json| TableHash {
        name: string(it, "name"),
        file: string(it, "file"),
        hash: string(it, "sha256"),
    };
    Ok(Edition {
        number: json["number"]
            .as_u64()
            .and_then(|it| usize::try_from(it).ok())
            .ok_or_else(|| missing("number"))?,
        date: day("date"),
        as_of: day("as_of"),
        tables: list("tables")?.iter().map(table).collect(),
        figures: list("figures")?.iter().map(figure).collect(),
        name,
    })
}

fn figure(json: &Json) -> (Subject, Figure) {
    let of = json["of"].as_object().into_iter().flatten();
    let of: BTreeMap<String, String> = of
        .map(|(column, value)| {
            (
                column.clone(),
                value.as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let places = json["places"].as_array().into_iter().flatten();
    let figure = Figure {
        title: string(json, "title"),
        value: string(json, "value"),
        state: string(json, "state"),
        text: string(json, "text"),
        table: string(json, "table"),
        places: places
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect(),
    };
    (
        Subject::of(&string(json, "name"), &string(json, "aspect"), of),
        figure,
    )
}

fn string(json: &Json, key: &str) -> String {
    json[key].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::edition::{Edition, Figure, TableHash, read, write};
    use crate::subject::Subject;
    use gongbao_diag::Diags;
    use gongbao_diag::locale::{Lang, parse_date};
    use gongbao_source::{File, Sources};

    fn sources(files: &[(&str, &str)]) -> Sources {
        Sources::of(
            files
                .iter()
                .map(|(path, text)| File::built_in(path, text.as_bytes()))
                .collect(),
        )
    }

    #[test]
    fn what_is_written_reads_back_equal() {
        let of = BTreeMap::from([("district".to_owned(), "铁\"西\"区".to_owned())]);
        let figure = Figure {
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
            figures: BTreeMap::from([(Subject::of("share", "", of), figure)]),
        };
        let mut diags = Diags::new();
        assert_eq!(
            read(
                &sources(&[("editions/初版.json", &write(&edition))]),
                &mut diags
            ),
            [edition]
        );
        assert!(diags.sorted().is_empty());
    }

    fn check_refused(name: &str, text: &str, reason: &str) {
        let mut diags = Diags::new();
        assert!(read(&sources(&[(name, text)]), &mut diags).is_empty());
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
        check_refused("editions/a.json", "{\"gongbao\":2}", "later version");
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
