//! As much of CSS as the style of charts is written in: rules for classes, elements and `:not`, one within
//! another, and `@media`. Rules with anything else are left out, as a browser would leave them.

/// One rule with one selector.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CssRule {
    /// The compounds from the outermost to the one that is styled.
    path: Vec<CompoundSelector>,
    pub declarations: Vec<CssDeclaration>,
}

/// `property: value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CssDeclaration {
    pub property: String,
    pub value: String,
    pub important: bool,
}

/// An element and the classes it has or must not have.
#[derive(Clone, Debug, Default, PartialEq)]
struct CompoundSelector {
    /// Whether it is the parent of the next, not just an ancestor.
    is_parent: bool,
    name: Option<String>,
    classes: Vec<String>,
    not: Vec<CompoundSelector>,
}

/// What selectors look at.
pub(super) trait Styled {
    /// The element's name.
    fn name(&self) -> &str;
    /// Whether it has a class.
    fn has_class(&self, class: &str) -> bool;
}

/// Which of two declarations counts: importance apart, classes before elements.
pub(super) type Specificity = (usize, usize);

/// The rules of a style sheet that hold in one of the media named, or in every medium.
pub(super) fn parse_rules(css: &str, media: &[&str]) -> Vec<CssRule> {
    let mut out = Vec::new();
    read_rules(&without_comments(css), media, &mut out);
    out
}

fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        // A comment that is never closed takes the rest of the sheet, as CSS has it.
        rest = after.split_once("*/").map_or("", |it| it.1);
    }
    out + rest
}

fn read_rules(css: &str, media: &[&str], out: &mut Vec<CssRule>) {
    let mut rest = css;
    while let Some((head, after)) = rest.split_once('{') {
        let end = closing_brace(after);
        let body = &after[..end];
        // A body that is never closed goes to the end of the sheet, as CSS has it.
        rest = after.get(end + 1..).unwrap_or("");
        // Statements without a body, such as `@charset`, end in a semicolon.
        let head = head.rsplit_once(';').map_or(head, |it| it.1).trim();
        match head.strip_prefix("@media") {
            Some(query) if media.contains(&query.trim()) => read_rules(body, media, out),
            None if !head.starts_with('@') => out.extend(parse_rule(head, body)),
            Some(_) | None => {}
        }
    }
}

/// Where the brace is that closes a body which begins here.
fn closing_brace(body: &str) -> usize {
    let mut depth = 1;
    for (at, letter) in body.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    body.len()
}

fn parse_rule(head: &str, body: &str) -> Vec<CssRule> {
    let declarations: Vec<CssDeclaration> = body.split(';').filter_map(parse_declaration).collect();
    let paths = head.split(',').filter_map(parse_selector);
    paths
        .map(|path| CssRule {
            path,
            declarations: declarations.clone(),
        })
        .collect()
}

fn parse_declaration(text: &str) -> Option<CssDeclaration> {
    let (property, value) = text.split_once(':')?;
    let (value, important) = match value.split_once("!important") {
        Some((value, _)) => (value, true),
        None => (value, false),
    };
    Some(CssDeclaration {
        property: property.trim().to_owned(),
        value: value.trim().to_owned(),
        important,
    })
}

/// A selector; nothing if it is of a kind we do not read.
fn parse_selector(selector: &str) -> Option<Vec<CompoundSelector>> {
    let spaced = selector.replace('>', " > ");
    let mut path: Vec<CompoundSelector> = Vec::new();
    for word in spaced.split_whitespace() {
        if word == ">" {
            path.last_mut()?.is_parent = true;
        } else {
            path.push(parse_compound(word)?);
        }
    }
    (!path.is_empty()).then_some(path)
}

fn parse_compound(word: &str) -> Option<CompoundSelector> {
    let mut out = CompoundSelector::default();
    let mut rest = word;
    let name_ends = rest.find(['.', ':', '[', '#']).unwrap_or(rest.len());
    let name = &rest[..name_ends];
    out.name = (!name.is_empty() && name != "*").then(|| name.to_owned());
    rest = &rest[name_ends..];
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix(":not(") {
            let (inner, after) = inner.split_once(')')?;
            out.not.push(parse_compound(inner)?);
            rest = after;
        } else {
            let class = rest.strip_prefix('.')?;
            let ends = class.find(['.', ':', '[', '#']).unwrap_or(class.len());
            out.classes.push(class[..ends].to_owned());
            rest = &class[ends..];
        }
    }
    Some(out)
}

impl CompoundSelector {
    fn matches(&self, it: &impl Styled) -> bool {
        self.name.as_ref().is_none_or(|name| it.name() == name)
            && self.classes.iter().all(|class| it.has_class(class))
            && !self.not.iter().any(|not| not.matches(it))
    }

    fn specificity(&self) -> Specificity {
        let own = (self.classes.len(), usize::from(self.name.is_some()));
        self.not
            .iter()
            .map(CompoundSelector::specificity)
            .fold(own, |a, b| (a.0 + b.0, a.1 + b.1))
    }
}

impl CssRule {
    /// Whether the rule styles the last of these elements, each of which is the parent of the next.
    pub(super) fn matches<T: Styled>(&self, family: &[T]) -> bool {
        match (self.path.split_last(), family.split_last()) {
            (Some((last, above)), Some((element, parents))) => {
                last.matches(element) && is_within(above, parents)
            }
            // Without an element there is nothing to style.
            (None, _) | (_, None) => false,
        }
    }

    /// How much it counts against others.
    pub(super) fn specificity(&self) -> Specificity {
        self.path
            .iter()
            .map(CompoundSelector::specificity)
            .fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    }
}

/// Whether some of the parents match the compounds in their order.
fn is_within<T: Styled>(above: &[CompoundSelector], parents: &[T]) -> bool {
    let Some((last, more)) = above.split_last() else {
        return true;
    };
    let least = if last.is_parent {
        parents.len().saturating_sub(1)
    } else {
        0
    };
    (least..parents.len())
        .rev()
        .any(|at| last.matches(&parents[at]) && is_within(more, &parents[..at]))
}

#[cfg(test)]
mod tests {
    use crate::style::css::{Styled, parse_rules};

    struct It(&'static str, &'static str);

    impl Styled for It {
        fn name(&self) -> &str {
            self.0
        }
        fn has_class(&self, class: &str) -> bool {
            self.1.split(' ').any(|it| it == class)
        }
    }

    fn check(selector: &str, family: &[It], expected: bool) {
        let rules = parse_rules(&format!("{selector} {{ fill: red }}"), &[]);
        assert_eq!(
            rules.iter().any(|it| it.matches(family)),
            expected,
            "{selector}"
        );
    }

    #[test]
    fn finds_elements_by_class_and_place() {
        check(
            "svg.chart .s1 rect",
            &[
                It("svg", "chart wide"),
                It("g", "series s1"),
                It("rect", ""),
            ],
            true,
        );
        check(
            ".chart path:not(.line)",
            &[It("svg", "chart"), It("path", "line")],
            false,
        );
        check(
            ".chart path:not(.line)",
            &[It("svg", "chart"), It("path", "area")],
            true,
        );
        check(
            ".chart > rect",
            &[It("svg", "chart"), It("g", ""), It("rect", "")],
            false,
        );
        check("a, rect", &[It("rect", "")], true);
    }

    #[test]
    fn leaves_out_what_it_does_not_read() {
        check("rect:hover", &[It("rect", "")], false);
        check("rect[x]", &[It("rect", "")], false);
    }

    #[test]
    fn reads_the_rules_of_a_medium() {
        let css = "@charset 'x'; /* { */ a { b: c } @media print { a { b: d } } @media screen { a { b: e } } i { j: k }";
        let values = |media: &[&str]| {
            parse_rules(css, media)
                .into_iter()
                .map(|it| it.declarations[0].value.clone())
        };
        assert_eq!(values(&[]).collect::<Vec<_>>(), ["c", "k"]);
        assert_eq!(values(&["print"]).collect::<Vec<_>>(), ["c", "d", "k"]);
    }

    #[test]
    fn a_class_counts_more_than_elements() {
        let rules = parse_rules("svg g rect {} .a {} .a:not(.b) {}", &[]);
        let counts: Vec<_> = rules.iter().map(super::CssRule::specificity).collect();
        assert_eq!(counts, [(0, 3), (1, 0), (2, 0)]);
    }
}
