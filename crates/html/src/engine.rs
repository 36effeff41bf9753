//! The theme's templates, compiled once for each language. The only home of minijinja templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{
    Environment, Error, ErrorKind, State, UndefinedBehavior, context, escape_formatter,
};
use serde::Serialize;

use crate::policy::{self, CodeElement, InlineCode, TemplateCode};
use gongbao_diag::locale::{Lang, Text, fill_placeholders};
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_model::escape::escape_html;
use gongbao_site::Page;
use gongbao_theme::Theme;

/// What a single template may do before it is stopped: some ten thousand table rows.
const TEMPLATE_FUEL: u64 = 50_000_000;

/// The templates in every language.
#[derive(Debug)]
pub(crate) struct TemplateEngines<'a> {
    engines: Vec<(Lang, FrameLanguage, TemplateEngine<'a>)>,
    fallback: TemplateEngine<'a>,
}

/// How the frame stands to the text of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FrameLanguage {
    /// Both are in one language.
    Same,
    /// The text is in a language the frame does not speak; written from right to left in the last case.
    Other,
    RightToLeft,
}

impl FrameLanguage {
    const ALL: [FrameLanguage; 3] = [
        FrameLanguage::Same,
        FrameLanguage::Other,
        FrameLanguage::RightToLeft,
    ];

    fn of(page: &Page) -> FrameLanguage {
        match (
            page.language_tag.lang() == Some(page.lang),
            page.language_tag.is_rtl(),
        ) {
            (true, _) => FrameLanguage::Same,
            (false, false) => FrameLanguage::Other,
            (false, true) => FrameLanguage::RightToLeft,
        }
    }

    /// The attributes of parts of the frame.
    fn attributes(self, lang: Lang) -> String {
        match self {
            FrameLanguage::Same => String::new(),
            FrameLanguage::Other => format!(" lang=\"{}\"", lang.tag()),
            FrameLanguage::RightToLeft => format!(" lang=\"{}\" dir=\"ltr\"", lang.tag()),
        }
    }
}

/// The templates in one language.
#[derive(Clone, Debug)]
pub(crate) struct TemplateEngine<'a> {
    templates: Environment<'a>,
    theme: &'a Theme,
}

impl<'a> TemplateEngines<'a> {
    /// Compiles the templates; nothing if one is broken. Every broken one is a diagnostic.
    pub(crate) fn new(theme: &'a Theme, diags: &mut Diags) -> Option<TemplateEngines<'a>> {
        let before = diags.len();
        let base = TemplateEngine::new(theme, diags);
        let each = Lang::ALL
            .iter()
            .flat_map(|lang| FrameLanguage::ALL.map(|it| (*lang, it)));
        let engines = each
            .map(|(lang, it)| (lang, it, base.clone().speaking(lang, it)))
            .collect();
        (diags.len() == before).then_some(TemplateEngines {
            engines,
            fallback: base,
        })
    }

    /// The templates that speak a language.
    pub(crate) fn of(&self, lang: Lang) -> &TemplateEngine<'a> {
        self.find(lang, FrameLanguage::Same)
    }

    /// The templates of a page.
    pub(crate) fn of_page(&self, page: &Page) -> &TemplateEngine<'a> {
        self.find(page.lang, FrameLanguage::of(page))
    }

    fn find(&self, lang: Lang, speech: FrameLanguage) -> &TemplateEngine<'a> {
        let found = self
            .engines
            .iter()
            .find(|it| (it.0, it.1) == (lang, speech));
        found.map_or(&self.fallback, |it| &it.2)
    }
}

impl<'a> TemplateEngine<'a> {
    fn new(theme: &'a Theme, diags: &mut Diags) -> TemplateEngine<'a> {
        let mut templates = template_environment();
        for (name, file) in &theme.templates {
            if let Err(error) = templates.add_template(name, file.str()) {
                diags.push(describe_template_error(theme, &error));
            }
            if let Some((element, range)) = policy::find_unnoted_code(file.str()) {
                let place = Place::text(&file.path, range);
                diags.push(template_error(place, use_filter(element)));
            }
        }
        TemplateEngine { templates, theme }
    }

    /// Gives the templates the frame's words: `t("nav.skip")`, `t("table.left_out", n=12)`.
    fn speaking(mut self, lang: Lang, speech: FrameLanguage) -> TemplateEngine<'a> {
        self.templates
            .add_global("speech", Value::from_safe_string(speech.attributes(lang)));
        // A theme in a test may have no words; a word that is asked for and lacking stops the template.
        let words = self.theme.strings.get(&lang).cloned();
        let words = Arc::new(words.unwrap_or_else(BTreeMap::new));
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
                Ok(fill_placeholders(pattern, &values))
            },
        );
        self
    }

    /// Pours a view into the template of a whole page, which says at its beginning what it may load and run.
    ///
    /// # Errors
    /// `theme/template-error` at the place in the template; also where the template writes no policy.
    pub(crate) fn render_page(
        &self,
        template: &str,
        view: &impl Serialize,
    ) -> Result<String, Diagnostic> {
        let view = Value::from(Serde(view));
        let first = self.pour(template, page_context(&view, &InlineCode::default()))?;
        // The policy stands before the code it allows, so a page with code of its own is made a second time.
        let page = if first.made.code.is_empty() {
            first
        } else {
            let known = first.made.code;
            let page = self.pour(template, page_context(&view, &known))?;
            if page.made.code != known {
                return Err(self.mistake(template, code_depends_on_policy()));
            }
            page
        };
        if page.made.has_policy {
            Ok(page.html)
        } else {
            Err(self.mistake(template, lacks_policy()))
        }
    }

    /// Pours a view into the template of a part, whose markup goes into a page as a finished piece.
    ///
    /// # Errors
    /// `theme/template-error` at the place in the template; also where it holds code, which its page would not allow.
    pub(crate) fn render_part(
        &self,
        template: &str,
        view: &impl Serialize,
    ) -> Result<String, Diagnostic> {
        let part = self.pour(template, Value::from(Serde(view)))?;
        if part.made.code.is_empty() {
            Ok(part.html)
        } else {
            Err(self.mistake(template, code_in_part()))
        }
    }

    fn pour(&self, template: &str, context: Value) -> Result<FilledTemplate, Diagnostic> {
        let poured = self
            .templates
            .get_template(template)
            .and_then(|it| it.render_captured(context));
        let poured = poured.map_err(|it| describe_template_error(self.theme, &it))?;
        // A template that wrote neither policy nor code has made no note of them.
        let made = poured.state().get_extension::<TemplateNotes>().cloned();
        Ok(FilledTemplate {
            made: made.unwrap_or_else(TemplateNotes::default),
            html: poured.into_output(),
        })
    }

    fn mistake(&self, template: &str, reason: Text) -> Diagnostic {
        let file = self.theme.templates.get(template);
        let place = file.map_or_else(|| theme_place(self.theme), |it| Place::file(&it.path));
        template_error(place, reason)
    }

    /// The theme the templates belong to.
    pub(crate) fn theme(&self) -> &'a Theme {
        self.theme
    }
}

/// The code that a theme's templates write into pages. What can be made without any view is the same on every page.
pub(crate) fn template_code(theme: &Theme) -> TemplateCode {
    let environment = template_environment();
    let mut found = TemplateCode::default();
    let pairs = theme.templates.values().flat_map(|file| {
        CodeElement::ALL.map(|element| (element, policy::filter_blocks(file.str(), element)))
    });
    for (element, block) in pairs.flat_map(|(element, blocks)| blocks.map(move |it| (element, it)))
    {
        let made = environment
            .template_from_named_str("block.html", block)
            .and_then(|it| it.render_captured(()));
        let made = made.map(|it| it.state().get_extension::<TemplateNotes>().cloned());
        match (made, element) {
            (Ok(Some(made)), _) => found.fixed.extend(made.code),
            (Ok(None) | Err(_), CodeElement::Script) => found.scripts_vary = true,
            (Ok(None) | Err(_), CodeElement::Style) => found.styles_vary = true,
        }
    }
    found
}

/// A template that was filled in.
struct FilledTemplate {
    html: String,
    made: TemplateNotes,
}

/// What is noted while a template is filled in.
#[derive(Clone, Debug, Default)]
struct TemplateNotes {
    code: InlineCode,
    has_policy: bool,
}

/// The name under which `policy()` finds what it writes.
const POLICY_NAME: &str = "page_policy";

fn page_context(view: &Value, code: &InlineCode) -> Value {
    let policy = Value::from_safe_string(policy::policy_element(code));
    context! { page_policy => policy, ..view.clone() }
}

/// What all templates can do; they speak no language yet.
fn template_environment<'a>() -> Environment<'a> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_fuel(Some(TEMPLATE_FUEL));
    templates.set_syntax(template_syntax());
    // minijinja's own escaping also spells out `/`, which makes every link unreadable.
    templates.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => out.write_str(&escape_html(text)).map_err(Error::from),
        _ => escape_formatter(out, state, value),
    });
    for element in CodeElement::ALL {
        templates.add_filter(
            element.filter(),
            move |state: &mut State<'_, '_>, text: String| inline_code(state, element, &text),
        );
    }
    templates.add_function("policy", write_policy);
    templates
}

/// Lines of a template that hold only a tag leave no empty lines behind.
#[expect(
    clippy::expect_used,
    reason = "the delimiters are minijinja's own, which differ from each other"
)]
fn template_syntax() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .expect("the usual delimiters can be told apart")
}

/// The element around code, whose hash is noted for the policy of the page.
fn inline_code(
    state: &mut State<'_, '_>,
    element: CodeElement,
    text: &str,
) -> Result<Value, Error> {
    let tag = element.tag();
    if text.to_ascii_lowercase().contains(&format!("</{tag}")) {
        let message = format!(
            "`</{tag}` would end the code that goes through `{}`",
            element.filter()
        );
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    // On lines of its own, as a template without the filter would have it.
    let inner = format!("\n{text}");
    let made = state.get_or_insert_extension(TemplateNotes::default());
    made.code.add(element, &inner);
    Ok(Value::from_safe_string(format!("<{tag}>{inner}</{tag}>\n")))
}

/// `{{ policy() }}`: the element that says what the page may load and run.
fn write_policy(state: &mut State<'_, '_>) -> Result<Value, Error> {
    let policy = state.lookup(POLICY_NAME).ok_or_else(|| {
        let message = "`policy()` belongs into the head of a page, not into a macro or an exhibit";
        Error::new(ErrorKind::InvalidOperation, message)
    })?;
    state
        .get_or_insert_extension(TemplateNotes::default())
        .has_policy = true;
    Ok(policy)
}

fn use_filter(element: CodeElement) -> Text {
    let (tag, filter) = (element.tag(), element.filter());
    Text::new(
        format!(
            "<{tag}> 中的代码浏览器不会执行：请把它写在 {{% filter {filter} %}} 与 {{% endfilter %}} 之间，标签由程序加上"
        ),
        format!(
            "no browser runs code in a plain <{tag}>: put it between `{{% filter {filter} %}}` and `{{% endfilter %}}`, \
             which write the tags"
        ),
    )
}

fn lacks_policy() -> Text {
    Text::new(
        "页面没有写明可以加载什么：请在 <meta charset=\"utf-8\"> 之后另起一行写 {{ policy() }}",
        "the page does not say what it may load: write `{{ policy() }}` on a line behind <meta charset=\"utf-8\">",
    )
}

fn code_in_part() -> Text {
    Text::new(
        "图、表的模板里不能有代码：请把 inline_script、inline_style 写在页面的模板里",
        "the template of an exhibit cannot hold code: use `inline_script` and `inline_style` in the template of a page",
    )
}

fn code_depends_on_policy() -> Text {
    Text::new(
        "页面中的代码不能包含页面自己的 policy()",
        "code in a page cannot contain the page's own `policy()`",
    )
}

fn template_error(place: Place, reason: Text) -> Diagnostic {
    Diagnostic::new(Code::TemplateError, place).with("reason", reason)
}

/// Where a theme's templates are, for a mistake that is in none of its files.
fn theme_place(theme: &Theme) -> Place {
    Place::file(&Arc::from(format!("themes/{}/templates", theme.name)))
}

/// The innermost failure counts: an included template's, not the `include` of the one around it.
fn describe_template_error(theme: &Theme, error: &Error) -> Diagnostic {
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
        (None, _) => theme_place(theme),
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

    use crate::engine::{TemplateEngines, template_code};
    use crate::view::SafeHtml;
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_source::SourceFile;
    use gongbao_theme::Theme;

    #[derive(Serialize)]
    struct View {
        text: &'static str,
        html: SafeHtml,
    }

    fn theme(template: &str) -> Theme {
        let path = "themes/default/templates/a.html";
        let words = BTreeMap::from([("more".to_owned(), "另有{n}行".to_owned())]);
        Theme {
            templates: BTreeMap::from([(
                "a.html".to_owned(),
                SourceFile::built_in(path, template.as_bytes()),
            )]),
            strings: BTreeMap::from([(Lang::Zh, words)]),
            ..Theme::default()
        }
    }

    fn page(template: &str) -> Result<String, String> {
        let theme = theme(template);
        let mut diags = Diags::new();
        let engines = TemplateEngines::new(&theme, &mut diags);
        let view = View {
            text: "b",
            html: SafeHtml("a>b".to_owned()),
        };
        let page = engines.and_then(|it| diags.keep(it.of(Lang::Zh).render_page("a.html", &view)));
        page.ok_or_else(|| {
            let said = diags
                .sorted()
                .iter()
                .map(|it| it.message(Lang::En))
                .collect::<Vec<_>>();
            said.join("\n")
        })
    }

    fn check(template: &str, expected: &str) {
        let theme = theme(template);
        let mut diags = Diags::new();
        if let Some(engines) = TemplateEngines::new(&theme, &mut diags) {
            let view = View {
                text: "<a/b>",
                html: SafeHtml("<b>x</b>".to_owned()),
            };
            match engines.of(Lang::Zh).render_part("a.html", &view) {
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
            "error in the template: `titel` is undefined @ titel",
        );
    }

    #[test]
    fn refuses_a_word_nobody_wrote() {
        check(
            "{{ t('nope') }}",
            "error in the template: no wording for `nope` @ t('nope')",
        );
    }

    #[test]
    fn a_page_allows_the_code_it_holds_and_no_other() {
        let html = page(
            "<head>\n{{ policy() }}\n{% filter inline_style %}\n{{ html }}\n{% endfilter %}\n</head>",
        )
        .expect("a page");
        // printf '\na>b\n' | openssl dgst -sha256 -binary | base64
        assert!(
            html.contains(
                "style-src 'self' 'sha256-BJPcIuDFHvN7UT5tQ++9CsmetE1sl5C5mPgoWrN/a0c=';"
            ),
            "{html}"
        );
        assert!(html.contains("script-src 'self';"), "{html}");
        assert!(
            html.ends_with("\">\n<style>\na>b\n</style>\n</head>"),
            "{html}"
        );
    }

    #[test]
    fn refuses_a_page_without_a_policy() {
        let said = page("<head></head>").expect_err("a mistake");
        assert!(said.contains("write `{{ policy() }}`"), "{said}");
    }

    #[test]
    fn refuses_code_that_no_policy_would_allow() {
        let said = page("{{ policy() }}<style>a</style>").expect_err("a mistake");
        assert!(said.contains("`{% filter inline_style %}`"), "{said}");
        let said = page("{{ policy() }}{% filter inline_script %}'</SCRIPT>'{% endfilter %}");
        let said = said.expect_err("a mistake");
        assert!(said.contains("would end the code"), "{said}");
        check(
            "{{ policy() }}",
            "error in the template: `policy()` belongs into the head of a page, not into a macro or an exhibit @ policy()",
        );
    }

    #[test]
    fn refuses_code_in_a_part() {
        let theme = theme("{% filter inline_style %}a{% endfilter %}");
        let engines = TemplateEngines::new(&theme, &mut Diags::new()).expect("templates");
        let view = View {
            text: "",
            html: SafeHtml(String::new()),
        };
        let said = engines.of(Lang::Zh).render_part("a.html", &view);
        let said = said.expect_err("a mistake").message(Lang::En);
        assert!(said.contains("cannot hold code"), "{said}");
    }

    #[test]
    fn code_of_templates_is_known_where_it_is_the_same_on_every_page() {
        let code = |template: &str| template_code(&theme(template));
        let fixed = code("{% filter inline_script %}f(){% endfilter %}");
        assert!(!fixed.fixed.is_empty() && !fixed.scripts_vary);
        let varied = code("{% filter inline_script %}{{ text }}{% endfilter %}");
        assert!(varied.fixed.is_empty() && varied.scripts_vary && !varied.styles_vary);
        assert!(code("{% filter inline_style %}{{ text }}{% endfilter %}").styles_vary);
    }
}
