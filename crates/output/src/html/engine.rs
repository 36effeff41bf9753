//! The theme's templates, compiled once for each language. The only home of minijinja templates.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, escape_formatter};
use serde::Serialize;

use crate::html::escape::escape;
use crate::html::policy;
use gongbao_diag::locale::{Lang, fill};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_site::Page;
use gongbao_theme::Theme;

/// What a single template may do before it is stopped: some ten thousand table rows.
const FUEL: u64 = 50_000_000;

/// The templates in every language.
#[derive(Debug)]
pub struct Engines<'a> {
    engines: Vec<(Lang, Speech, Engine<'a>)>,
    fallback: Engine<'a>,
}

/// How the frame stands to the text of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speech {
    /// Both are in one language.
    Same,
    /// The text is in a language the frame does not speak; written from right to left in the last case.
    Other,
    RightToLeft,
}

impl Speech {
    const ALL: [Speech; 3] = [Speech::Same, Speech::Other, Speech::RightToLeft];

    fn of(page: &Page) -> Speech {
        match (page.tongue.lang() == Some(page.lang), page.tongue.is_rtl()) {
            (true, _) => Speech::Same,
            (false, false) => Speech::Other,
            (false, true) => Speech::RightToLeft,
        }
    }

    /// The attributes of parts of the frame.
    fn attributes(self, lang: Lang) -> String {
        match self {
            Speech::Same => String::new(),
            Speech::Other => format!(" lang=\"{}\"", lang.tag()),
            Speech::RightToLeft => format!(" lang=\"{}\" dir=\"ltr\"", lang.tag()),
        }
    }
}

/// The templates in one language.
#[derive(Clone, Debug)]
pub struct Engine<'a> {
    templates: Environment<'a>,
    theme: &'a Theme,
}

impl<'a> Engines<'a> {
    /// Compiles the templates; nothing if one is broken. Every broken one is a diagnostic.
    pub fn new(theme: &'a Theme, diags: &mut Diags) -> Option<Engines<'a>> {
        let before = diags.len();
        let base = Engine::new(theme, diags);
        let each = Lang::ALL
            .iter()
            .flat_map(|lang| Speech::ALL.map(|it| (*lang, it)));
        let engines = each
            .map(|(lang, it)| (lang, it, base.clone().speaking(lang, it)))
            .collect();
        (diags.len() == before).then_some(Engines {
            engines,
            fallback: base,
        })
    }

    /// The templates that speak a language.
    pub fn of(&self, lang: Lang) -> &Engine<'a> {
        self.find(lang, Speech::Same)
    }

    /// The templates of a page.
    pub fn of_page(&self, page: &Page) -> &Engine<'a> {
        self.find(page.lang, Speech::of(page))
    }

    fn find(&self, lang: Lang, speech: Speech) -> &Engine<'a> {
        let found = self
            .engines
            .iter()
            .find(|it| (it.0, it.1) == (lang, speech));
        found.map_or(&self.fallback, |it| &it.2)
    }
}

impl<'a> Engine<'a> {
    fn new(theme: &'a Theme, diags: &mut Diags) -> Engine<'a> {
        let mut templates = Environment::new();
        templates.set_undefined_behavior(UndefinedBehavior::Strict);
        templates.set_fuel(Some(FUEL));
        // Lines of a template that hold only a tag leave no empty lines behind.
        if let Ok(syntax) = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
        {
            templates.set_syntax(syntax);
        }
        // minijinja's own escaping also spells out `/`, which makes every link unreadable.
        templates.set_formatter(|out, state, value| match value.as_str() {
            Some(text) if !value.is_safe() => out.write_str(&escape(text)).map_err(Error::from),
            _ => escape_formatter(out, state, value),
        });
        for (name, file) in &theme.templates {
            if let Err(error) = templates.add_template(name, file.str()) {
                diags.push(complaint(theme, &error));
            }
        }
        Engine { templates, theme }
    }

    /// Gives the templates the frame's words: `t("nav.skip")`, `t("table.left_out", n=12)`.
    fn speaking(mut self, lang: Lang, speech: Speech) -> Engine<'a> {
        self.templates
            .add_global("speech", Value::from_safe_string(speech.attributes(lang)));
        let words = Arc::new(self.theme.strings.get(&lang).cloned().unwrap_or_default());
        self.templates.add_function(
            "t",
            move |key: &str, named: Kwargs| -> Result<String, Error> {
                let unknown = || {
                    Error::new(
                        ErrorKind::InvalidOperation,
                        format!("no wording for `{key}`"),
                    )
                };
                let pattern = words.get(key).ok_or_else(unknown)?;
                let names: Vec<&str> = named.args().collect();
                let values: Vec<(&str, String)> = names
                    .iter()
                    .map(|it| Ok((*it, named.get::<Value>(it)?.to_string())))
                    .collect::<Result<_, Error>>()?;
                let values: Vec<(&str, &str)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                Ok(fill(pattern, &values))
            },
        );
        self
    }

    /// Pours a view into a template. What is a whole page says what it may load.
    ///
    /// # Errors
    /// `theme/template-error` at the place in the template.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let rendered = self
            .templates
            .get_template(template)
            .and_then(|it| it.render(Value::from(Serde(view))));
        rendered
            .map(policy::guarded)
            .map_err(|it| complaint(self.theme, &it))
    }

    /// The theme the templates belong to.
    pub fn theme(&self) -> &'a Theme {
        self.theme
    }
}

/// The innermost failure counts: an included template's, not the `include` of the one around it.
fn complaint(theme: &Theme, error: &Error) -> Diagnostic {
    let mut inner = error;
    while let Some(cause) =
        std::error::Error::source(inner).and_then(|it| it.downcast_ref::<Error>())
    {
        inner = cause;
    }
    let file = inner.name().and_then(|it| theme.templates.get(it));
    let place = match (file, inner.range()) {
        (Some(file), Some(range)) => Place::text(&file.path, range),
        (Some(file), None) => Place::file(&file.path),
        (None, _) => Place::file(&Arc::from(format!("themes/{}/templates", theme.name))),
    };
    let reason = inner
        .detail()
        .map_or_else(|| inner.kind().to_string(), str::to_owned);
    Diagnostic::new(Code::TemplateError, place).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;

    use crate::html::engine::Engines;
    use crate::html::view::Html;
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_source::File;
    use gongbao_theme::Theme;

    #[derive(Serialize)]
    struct View {
        text: &'static str,
        html: Html,
    }

    fn check(template: &str, expected: &str) {
        let path = "themes/default/templates/a.html";
        let words = BTreeMap::from([("more".to_owned(), "另有{n}行".to_owned())]);
        let theme = Theme {
            templates: BTreeMap::from([(
                "a.html".to_owned(),
                File::built_in(path, template.as_bytes()),
            )]),
            strings: BTreeMap::from([(Lang::Zh, words)]),
            ..Theme::default()
        };
        let mut diags = Diags::new();
        if let Some(engines) = Engines::new(&theme, &mut diags) {
            let view = View {
                text: "<a/b>",
                html: Html("<b>x</b>".to_owned()),
            };
            match engines.of(Lang::Zh).render("a.html", &view) {
                Ok(html) => assert_eq!(html, expected),
                Err(it) => diags.push(it),
            }
        }
        for it in diags.sorted() {
            let range = it.place.range().expect("a place in the template");
            assert_eq!(
                format!("{} @ {}", it.message(Lang::En), &template[range]),
                expected
            );
        }
    }

    #[test]
    fn texts_are_escaped() {
        check("<p title=\"{{ text }}\">", "<p title=\"&lt;a/b&gt;\">");
    }

    #[test]
    fn finished_markup_is_kept() {
        check("{{ html }}", "<b>x</b>");
    }

    #[test]
    fn words_are_filled() {
        check("{{ t('more', n=12) }}", "另有12行");
    }

    #[test]
    fn refuses_a_field_the_view_lacks() {
        check(
            "<p>{{ titel }}</p>",
            "the template fails: `titel` is undefined @ titel",
        );
    }

    #[test]
    fn refuses_a_word_nobody_wrote() {
        check(
            "{{ t('nope') }}",
            "the template fails: no wording for `nope` @ t('nope')",
        );
    }
}
