//! `host`: what a server has to be told about the published folder, to be copied into its settings.

use crate::cli::request::Request;
use crate::cli::terminal::to_stdout;
use crate::cli::words::{Say, say};
use gongbao_diag::Diags;
use gongbao_diag::locale::{Lang, fill_placeholders};
use gongbao_html::policy_header;
use gongbao_settings::{self as config, CompressionFormat, Config};
use gongbao_source::Sources;
use gongbao_theme::{self as theme, Theme};

/// The servers there are settings for.
pub(super) const SERVERS: [&str; 3] = ["nginx", "iis", "tomcat"];

/// The type of each kind of file a site may have.
const TYPES: [(&str, &str); 21] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("geojson", "application/geo+json"),
    ("csv", "text/csv"),
    ("xml", "application/xml"),
    ("txt", "text/plain"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("mp4", "video/mp4"),
    ("pdf", "application/pdf"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("zip", "application/zip"),
    ("ofd", "application/ofd"),
];

/// Prints the settings of a server; gives the exit code.
pub(super) fn print_server_settings(
    request: &Request,
    sources: &Sources,
    lang: Option<Lang>,
) -> u8 {
    let config = config::parse_settings(sources, &mut Diags::new());
    let theme = theme::load_theme(sources, &config, &mut Diags::new());
    to_stdout(&server_settings(
        request.subject(),
        &config,
        &theme,
        lang.unwrap_or(config.lang),
    ));
    0
}

fn server_settings(server: &str, config: &Config, theme: &Theme, lang: Lang) -> String {
    let (pattern, place) = match server {
        "iis" => (include_str!("host/web.config"), Say::HostIis),
        "tomcat" => (include_str!("host/web.xml"), Say::HostTomcat),
        _ => (include_str!("host/nginx.conf"), Say::HostNginx),
    };
    let (host, path) = split_base_url(config.base_url.as_deref());
    let title = config.title.replace(['\r', '\n'], " ").replace("--", "—");
    let head = fill_placeholders(
        say(lang, Say::HostHead),
        &[("title", title.as_str()), ("server", server)],
    );
    let types: String = TYPES
        .iter()
        .map(|(extension, kind)| kind_line(server, extension, kind))
        .collect();
    // Without a header each page still has the policy that stands in it.
    let policy = policy_header(theme).map_or_else(String::new, |it| policy_line(server, &it));
    let values = [
        ("head", head.as_str()),
        ("place", say(lang, place)),
        ("folder", say(lang, Say::HostFolder)),
        ("hashed", say(lang, Say::HostHashed)),
        ("root", "/srv/www/gongbao/"),
        ("host", &host),
        ("path", &path),
        ("types", &types),
        ("packed", &packing_settings(server, &config.compress, lang)),
        ("policy", &policy),
        ("assets", &asset_rules(theme)),
    ];
    // Braces stand in settings, too; a place is one of these names and nothing else.
    values
        .iter()
        .fold(pattern.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

/// The name of the host and the path a site stands at.
fn split_base_url(base_url: Option<&str>) -> (String, String) {
    let rest = base_url
        .and_then(|it| it.split_once("://"))
        .map_or("", |it| it.1);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host
        .split(':')
        .next()
        .filter(|it| !it.is_empty())
        .unwrap_or("_");
    (host.to_owned(), format!("/{path}"))
}

fn kind_line(server: &str, extension: &str, kind: &str) -> String {
    match server {
        "iis" => format!(
            "      <remove fileExtension=\".{extension}\" />\n      <mimeMap fileExtension=\".{extension}\" mimeType=\"{kind}\" />\n"
        ),
        "tomcat" => {
            format!(
                "  <mime-mapping><extension>{extension}</extension><mime-type>{kind}</mime-type></mime-mapping>\n"
            )
        }
        _ => format!("            {kind} {extension};\n"),
    }
}

fn policy_line(server: &str, policy: &str) -> String {
    match server {
        "iis" => format!("        <add name=\"Content-Security-Policy\" value=\"{policy}\" />\n"),
        // Its filter has no setting for a policy; the page names it itself.
        "tomcat" => String::new(),
        _ => format!("        add_header Content-Security-Policy \"{policy}\" always;\n"),
    }
}

fn packing_settings(server: &str, formats: &[CompressionFormat], lang: Lang) -> String {
    let is_packed = |it: &CompressionFormat| formats.contains(it);
    match server {
        "tomcat" if !formats.is_empty() => {
            let list: Vec<String> = CompressionFormat::ALL
                .iter()
                .rev()
                .filter(|it| is_packed(it))
                .map(|it| tomcat_encoding(*it))
                .collect();
            let list = list.join(",");
            format!(
                "    <init-param><param-name>precompressed</param-name><param-value>{list}</param-value></init-param>\n"
            )
        }
        "nginx" => {
            let brotli = format!(
                "        # {}\n        brotli_static on;\n",
                say(lang, Say::HostBrotli)
            );
            let gzip = is_packed(&CompressionFormat::Gzip)
                .then_some("        gzip_static on;\n".to_owned());
            gzip.into_iter()
                .chain(is_packed(&CompressionFormat::Brotli).then_some(brotli))
                .collect()
        }
        _ => String::new(),
    }
}

/// How Tomcat names a format and the files in it.
fn tomcat_encoding(format: CompressionFormat) -> String {
    let name = match format {
        CompressionFormat::Gzip => "gzip",
        CompressionFormat::Brotli => "br",
    };
    format!("{name}=.{}", format.extension())
}

/// The theme's files that carry their hash, each with leave to keep it.
fn asset_rules(theme: &Theme) -> String {
    let names = theme
        .assets
        .keys()
        .map(|it| theme.published(it))
        .filter(|it| it.ends_with(".css") || it.ends_with(".js"));
    let leave = |it: String| {
        format!(
            "  <location path=\"{it}\">\n    <system.webServer><staticContent><clientCache cacheControlMode=\"UseMaxAge\" \
             cacheControlMaxAge=\"365.00:00:00\" cacheControlCustom=\"public, immutable\" /></staticContent></system.webServer>\n  </location>\n"
        )
    };
    names.map(leave).collect()
}

#[cfg(test)]
mod tests {
    use crate::cli::host::{SERVERS, server_settings};
    use gongbao_diag::Diags;
    use gongbao_diag::locale::Lang;
    use gongbao_settings::{CompressionFormat, Config};
    use gongbao_source::{SourceFile, Sources};
    use gongbao_theme::{Theme, load_theme};

    fn theme(template: &str) -> Theme {
        let file = SourceFile::built_in(
            "themes/default/templates/partials/table.html",
            template.as_bytes(),
        );
        load_theme(
            &Sources::of(vec![file]),
            &Config::default(),
            &mut Diags::new(),
        )
    }

    fn site(base_url: Option<&str>, compress: &[CompressionFormat]) -> Config {
        let base_url = base_url.map(str::to_owned);
        Config {
            title: "公报 -- 2025".to_owned(),
            base_url,
            compress: compress.to_vec(),
            ..Config::default()
        }
    }

    #[test]
    fn every_place_is_filled() {
        for server in SERVERS {
            for lang in Lang::ALL {
                let text = server_settings(
                    server,
                    &site(None, &CompressionFormat::ALL),
                    &theme(""),
                    lang,
                );
                let is_place = |it: &&str| {
                    it.split('}').next().is_some_and(|it| {
                        !it.is_empty() && it.bytes().all(|b| b.is_ascii_lowercase())
                    })
                };
                assert_eq!(text.split('{').skip(1).find(is_place), None, "{text}");
                assert!(
                    text.contains("404.html")
                        && text.contains("text/csv")
                        && !text.contains(" -- "),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn the_address_of_the_site_counts() {
        let text = server_settings(
            "nginx",
            &site(Some("https://intranet.example:8443/office/2025/"), &[]),
            &theme(""),
            Lang::En,
        );
        assert!(
            text.contains("server_name intranet.example;")
                && text.contains("location /office/2025/ {"),
            "{text}"
        );
        assert!(
            server_settings("nginx", &site(None, &[]), &theme(""), Lang::En)
                .contains("location / {")
        );
    }

    #[test]
    fn packed_files_are_handed_out_where_there_are_any() {
        let of = |server, formats: &[CompressionFormat]| {
            server_settings(server, &site(None, formats), &theme(""), Lang::En)
        };
        assert!(
            of("nginx", &[CompressionFormat::Gzip]).contains("gzip_static on")
                && !of("nginx", &[]).contains("_static")
        );
        assert!(!of("nginx", &[CompressionFormat::Gzip]).contains("brotli_static"));
        assert!(
            of("tomcat", &CompressionFormat::ALL)
                .contains("<param-value>br=.br,gzip=.gz</param-value>")
        );
    }

    #[test]
    fn a_theme_whose_pages_have_code_that_differs_has_its_policy_there_alone() {
        let of = |template| server_settings("nginx", &site(None, &[]), &theme(template), Lang::En);
        assert!(of("").contains("Content-Security-Policy \"default-src 'none'"));
        assert!(
            !of("{% filter inline_script %}f({{ it }}){% endfilter %}")
                .contains("Content-Security-Policy")
        );
    }
}
