//! The spellings of yes and no in a column, if they are not the usual ones.

use crate::columns::{NO_WORDS, YES_WORDS};
use gongbao_diag::Diags;
use gongbao_diag::locale::Text;
use gongbao_model::ColumnKind;
use gongbao_source::Fields;

/// The texts that stand for yes and for no in a boolean column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BooleanWords {
    pub yes: Vec<String>,
    pub no: Vec<String>,
}

impl BooleanWords {
    /// A text as the usual yes or no; empty if it is neither.
    pub(crate) fn usual(&self, text: &str) -> &'static str {
        if self.yes.iter().any(|it| it == text) {
            return "true";
        }
        if self.no.iter().any(|it| it == text) {
            "false"
        } else {
            ""
        }
    }

    /// What a cell has to be, for people.
    pub(crate) fn text(&self) -> Text {
        let all: Vec<&str> = self
            .yes
            .iter()
            .chain(&self.no)
            .map(String::as_str)
            .collect();
        Text::new(
            format!("是否值（{}）", all.join("、")),
            format!("a yes-or-no value ({})", all.join(", ")),
        )
    }
}

/// What stands for yes and no; the list that is not given is the usual one.
pub(crate) fn read_boolean_words(
    keys: &Fields<'_>,
    kind: Option<ColumnKind>,
    diags: &mut Diags,
) -> Option<BooleanWords> {
    let mut list = |key: &str| {
        let node = keys.get(key)?;
        let only = Text::new(
            "不写：只有 boolean 列可以规定",
            "left out: only boolean columns have it",
        );
        let texts = if kind == Some(ColumnKind::Boolean) {
            node.strings(key)
        } else {
            Err(node.refuse(key, only))
        };
        diags.keep(texts)
    };
    let (yes, no) = (list("trueValues"), list("falseValues"));
    let usual = |it: &[&str]| it.iter().map(ToString::to_string).collect();
    (yes.is_some() || no.is_some()).then(|| BooleanWords {
        yes: yes.unwrap_or_else(|| usual(&YES_WORDS)),
        no: no.unwrap_or_else(|| usual(&NO_WORDS)),
    })
}
