//! `data/waivers.yaml`: findings that a person has reviewed and approved for publication.

use std::sync::Arc;

use crate::finding::Finding;
use gongbao_diag::locale::{Text, parse_date};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::digest::sha256_hex;
use gongbao_source::{Fields, Sources, YamlNode, parse_yaml, spelling_hint};

/// Where the waivers stand.
pub(crate) const WAIVERS_PATH: &str = "data/waivers.yaml";
const WAIVER_KEYS: [&str; 6] = ["code", "file", "sha256", "reason", "reviewed_by", "date"];

/// The waivers of a site.
#[derive(Debug, Default)]
pub(crate) struct Waivers(Vec<Waiver>);

/// One reviewed finding. It names the value by its hash, so that the list does not repeat it.
#[derive(Debug)]
struct Waiver {
    code: String,
    file: String,
    hash: String,
    place: Place,
    is_used: bool,
}

impl Waivers {
    /// Reads the list, if there is one. An entry with a mistake waives nothing.
    pub(crate) fn read(sources: &Sources, diags: &mut Diags) -> Waivers {
        let Some(file) = sources.get(WAIVERS_PATH) else {
            return Waivers::default();
        };
        let Some(root) = diags.keep(parse_yaml(&file.path, file.str())) else {
            return Waivers::default();
        };
        Waivers(
            root.items()
                .iter()
                .filter_map(|it| read_waiver(it, diags))
                .collect(),
        )
    }

    /// Whether a finding in a file is waived; the waiver has then been of use.
    pub(crate) fn allow(&mut self, file: &str, finding: &Finding) -> bool {
        let hash = sha256_hex(&finding.value);
        let is_same = |it: &Waiver| it.code == finding.code.name() && it.hash == hash;
        if file == WAIVERS_PATH {
            // The list names the file, and the number may stand in that name.
            return self.0.iter().any(is_same);
        }
        let found = self.0.iter_mut().find(|it| is_same(it) && it.file == file);
        found.map(|it| it.is_used = true).is_some()
    }

    /// A warning for each waiver that no finding needed.
    pub(crate) fn finish(self, diags: &mut Diags) {
        for it in self.0.into_iter().filter(|it| !it.is_used) {
            let complaint = Diagnostic::new(Code::UnusedWaiver, it.place).with("code", it.code);
            diags.push(complaint.with("file", it.file));
        }
    }
}

/// The line that would waive a finding.
pub(crate) fn waiver_line(file: &Arc<str>, finding: &Finding) -> Text {
    let (code, hash) = (finding.code.name(), sha256_hex(&finding.value));
    let line = |reason: &str, post: &str, date: &str| {
        format!(
            "- {{code: {code}, file: \"{file}\", sha256: {hash}, reason: {reason}, reviewed_by: {post}, date: {date}}}"
        )
    };
    Text::new(
        line("理由", "审核人职务", "审核日期"),
        line("why", "post of the reviewer", "date of the review"),
    )
}

fn read_waiver(node: &YamlNode, diags: &mut Diags) -> Option<Waiver> {
    let fields = Fields::read(node, "waivers", &WAIVER_KEYS, diags);
    let fields = diags.keep(fields)?;
    let need = |key: &str, example: &str, fits: fn(&str) -> bool, expected: Text| {
        let node = fields.need(key, example)?;
        let text = node.string(key)?;
        if fits(&text) {
            Ok(text)
        } else {
            Err(node.refuse(key, expected))
        }
    };
    let any: fn(&str) -> bool = |it| !it.trim().is_empty();
    let words = |zh: &str, en: &str| Text::new(zh, en);
    let code = read_code(&fields);
    let file = need(
        "file",
        "file: content/index.md",
        any,
        words("文件的路径", "the path of the file"),
    );
    let hash = need(
        "sha256",
        "sha256: 9f86d0…",
        is_hash,
        words("64位十六进制数", "64 hexadecimal digits"),
    );
    let reason = need(
        "reason",
        "reason: 对外公布的值班电话",
        any,
        words("公开的理由", "why it may be published"),
    );
    let post = need(
        "reviewed_by",
        "reviewed_by: 办公室主任",
        any,
        words("审核人的职务", "the reviewer's post"),
    );
    let is_date: fn(&str) -> bool = |it| parse_date(it).is_some();
    let date = need(
        "date",
        "date: 2025-12-31",
        is_date,
        words("形如 2025-12-31 的日期", "a date such as 2025-12-31"),
    );
    let [code, file, hash, reason, post, date] =
        [code, file, hash, reason, post, date].map(|it| diags.keep(it));
    let _reviewed = (reason?, post?, date?);
    Some(Waiver {
        code: code?,
        file: file?,
        hash: hash?,
        place: node.place(),
        is_used: false,
    })
}

fn read_code(fields: &Fields<'_>) -> Result<String, Diagnostic> {
    let node = fields.need("code", "code: guard/landline-number")?;
    let text = node.string("code")?;
    let names = || {
        Code::ALL
            .iter()
            .map(|it| it.name())
            .filter(|it| it.starts_with("guard/"))
    };
    if names().any(|it| it == text) {
        return Ok(text);
    }
    let meant = spelling_hint(&text, names());
    let zh = format!("{}本程序报告的代码，以 guard/ 开头", meant.zh);
    Err(node.refuse(
        "code",
        Text::new(
            zh,
            format!(
                "{}a code that was reported, beginning with guard/",
                meant.en
            ),
        ),
    ))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|it| it.is_ascii_digit() || matches!(it, b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::finding::SearchDepth;
    use crate::search::find_all;
    use crate::waivers::{Waivers, waiver_line};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_source::{SourceFile, Sources};

    const TEXT: &str = "值班电话010-00000000";

    /// The complaints about a list when the finding in `content/a.md` is met.
    fn check(yaml: &str, expected: &[&str]) {
        let sources = Sources::of(vec![SourceFile::built_in(
            "data/waivers.yaml",
            yaml.as_bytes(),
        )]);
        let mut diags = Diags::new();
        let mut waivers = Waivers::read(&sources, &mut diags);
        waivers.allow("content/a.md", &find_all(TEXT, SearchDepth::Everything)[0]);
        waivers.finish(&mut diags);
        let codes: Vec<&str> = diags.sorted().iter().map(|it| it.code.name()).collect();
        assert_eq!(codes, expected, "{yaml}");
    }

    /// The line a message offers, with a date in it.
    fn line() -> String {
        let entry = waiver_line(
            &Arc::from("content/a.md"),
            &find_all(TEXT, SearchDepth::Everything)[0],
        );
        entry
            .pick(Lang::En)
            .replace("date of the review", "2025-12-31")
    }

    #[test]
    fn the_line_of_the_message_waives_the_finding() {
        check(&line(), &[]);
        check("", &[]);
    }

    #[test]
    fn a_waiver_for_something_else_is_of_no_use() {
        check(&line().replace("a.md", "b.md"), &["guard/unused-waiver"]);
        check(
            &line().replace("landline", "mobile"),
            &["guard/unused-waiver"],
        );
    }

    #[test]
    fn the_list_may_name_a_file_that_is_called_so() {
        let line =
            |it: &str| waiver_line(&Arc::from(it), &find_all(it, SearchDepth::Everything)[0]);
        let line = line("static/11010519491231002X.txt")
            .pick(Lang::En)
            .replace("date of the review", "2025-12-31");
        let sources = Sources::of(vec![SourceFile::built_in(
            "data/waivers.yaml",
            line.as_bytes(),
        )]);
        let mut waivers = Waivers::read(&sources, &mut Diags::new());
        let finding = &find_all(&line, SearchDepth::Everything)[0];
        assert!(
            waivers.allow("data/waivers.yaml", finding) && !waivers.allow("content/a.md", finding)
        );
        let mut diags = Diags::new();
        waivers.finish(&mut diags);
        assert_eq!(diags.len(), 1);
    }

    #[test]
    fn a_waiver_says_who_looked_at_it_and_when() {
        check(
            &line().replace("reviewed_by: post of the reviewer, ", ""),
            &["setting/missing-key"],
        );
        check(
            &line().replace("2025-12-31", "today"),
            &["setting/bad-value"],
        );
        check(
            &line().replace("guard/landline-number", "guard/landline"),
            &["setting/bad-value"],
        );
        check(
            &line().replace("sha256: ", "sha256: x"),
            &["setting/bad-value"],
        );
        check(
            &line().replace("reason", "raeson"),
            &["setting/missing-key", "setting/unknown-key"],
        );
        check("- a\n", &["setting/bad-value"]);
    }
}
