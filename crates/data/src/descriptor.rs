//! `data/datapackage.yaml`: what the tables are called, hold and promise (Frictionless Data Package).
//!
//! Reads the description only; whether the data keep their promise is checked in `check` and `keys`.

use crate::fields::{Located, keep_fields, list_items, read_flag, read_text};
use crate::formats::dialect::{self, Dialect};
use crate::missing_values::MissingMarkers;
use crate::package;
use crate::policy::TablePolicy;
use crate::schema::{self, Schema};
use crate::shape::read_layout;
use crate::table::Table;
use crate::table_name::{is_name, name_rule};
use crate::{checks, policy};
use gongbao_diag::locale::Text;
use gongbao_diag::{Diagnostic, Diags, Place};
use gongbao_model::SourceNote;
use gongbao_model::{Background, Package};
use gongbao_source::{self as source, Fields, Sources, YamlNode};

/// Where the description stands.
pub(crate) const DESCRIPTOR_PATH: &str = "data/datapackage.yaml";

/// What the descriptor says about one table.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// Name of the table.
    pub name: String,
    /// Where the name stands.
    pub place: Place,
    /// The data file, relative to `data/`; none for a derived table.
    pub path: Option<Located>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub sample: bool,
    pub sources: Vec<SourceNote>,
    pub dialect: Dialect,
    pub background: Background,
    pub schema: Schema,
    pub policy: TablePolicy,
}

const PACKAGE_KEYS: [&str; 17] = [
    "missingValues",
    "name",
    "title",
    "description",
    "resources",
    "sources",
    "licenses",
    "contributors",
    "created",
    "version",
    "keywords",
    "homepage",
    "profile",
    "id",
    "image",
    "lang",
    "$schema",
];
const RESOURCE_KEYS: [&str; 26] = [
    "translations",
    "internal",
    "disclosure",
    "name",
    "path",
    "title",
    "description",
    "sample",
    "sources",
    "schema",
    "checks",
    "format",
    "mediatype",
    "encoding",
    "profile",
    "licenses",
    "bytes",
    "hash",
    "dialect",
    "totals",
    "type",
    "$schema",
    "organisation",
    "retrieved",
    "coverage",
    "method",
];

impl Resource {
    /// Tells a table what is said about it as a whole.
    pub(crate) fn describe(&self, table: &mut Table) {
        if let Some(title) = &self.title {
            table.title.clone_from(title);
        }
        table.description.clone_from(&self.description);
        table.sample |= self.sample;
        table.policy.clone_from(&self.policy);
        if !self.sources.is_empty() {
            table.sources.clone_from(&self.sources);
        }
        // What a query's tables say of their licences holds until the query says otherwise.
        let inherited = std::mem::take(&mut table.background.licenses);
        table.background.clone_from(&self.background);
        if table.background.licenses.is_empty() {
            table.background.licenses = inherited;
        }
    }
}

/// What the descriptor says.
#[derive(Debug, Default)]
pub(crate) struct Descriptor {
    /// What it says about the data as a whole.
    pub package: Package,
    /// What stands for “no value” in tables that do not say it themselves.
    pub missing_markers: Option<MissingMarkers>,
    pub resources: Vec<Resource>,
}

/// Reads the descriptor, if there is one. Each mistake is a diagnostic; the rest still counts.
pub(crate) fn read_descriptor(sources: &Sources, diags: &mut Diags) -> Descriptor {
    let Some(file) = sources.get(DESCRIPTOR_PATH) else {
        return Descriptor::default();
    };
    let Some(root) = diags.keep(source::parse_yaml(&file.path, file.str())) else {
        return Descriptor::default();
    };
    let Some(fields) = keep_fields(&root, "datapackage", &PACKAGE_KEYS, diags) else {
        return Descriptor::default();
    };
    let signs = package::package_signs(&fields, diags);
    let package = package::read_package(&fields, diags);
    let mut resources: Vec<Resource> = list_items(&fields, "resources")
        .iter()
        .filter_map(|it| read_resource(it, diags))
        .collect();
    for resource in &mut resources {
        if resource.sources.is_empty() {
            resource.sources.clone_from(&package.sources);
        }
        // A query has the licences of the tables it reads.
        if resource.background.licenses.is_empty() && resource.path.is_some() {
            resource.background.licenses.clone_from(&package.licenses);
        }
    }
    Descriptor {
        package,
        missing_markers: signs,
        resources,
    }
}

fn read_resource(node: &YamlNode, diags: &mut Diags) -> Option<Resource> {
    let fields = keep_fields(node, "resources", &RESOURCE_KEYS, diags)?;
    // What else is wrong with a nameless resource is still worth saying, so the name is judged last.
    let mut schema = fields
        .get("schema")
        .map_or_else(Schema::default, |it| schema::read_schema(it, diags));
    schema.layout = read_layout(&fields, diags);
    schema.checks = checks::read_checks(list_items(&fields, "checks"), diags);
    let sources = package::source_notes(list_items(&fields, "sources"), diags);
    let background = package::read_background(&fields, diags);
    let policy = TablePolicy {
        internal: read_flag(&fields, "internal", diags),
        internal_fields: schema
            .fields
            .iter()
            .filter(|it| it.internal)
            .map(|it| it.name.text.clone())
            .collect(),
        disclosure: fields
            .get("disclosure")
            .and_then(|it| policy::read_disclosure(it, diags)),
    };
    let path = fields
        .get("path")
        .and_then(|it| Located::read(it, "path", diags));
    let title = read_text(&fields, "title", diags);
    let description = read_text(&fields, "description", diags);
    let sample = read_flag(&fields, "sample", diags);
    let dialect = fields
        .get("dialect")
        .map_or_else(Dialect::default, |it| dialect::read_dialect(it, diags));
    diags.keep(check_encoding_name(&fields));
    let node = diags.keep(fields.need("name", "allocation"))?;
    let name = diags.keep(table_name(node))?;
    Some(Resource {
        name,
        place: node.place(),
        path,
        title,
        description,
        sample,
        sources,
        dialect,
        background,
        schema,
        policy,
    })
}

/// Whether the encoding is one; it was heeded already, when the file was read.
fn check_encoding_name(fields: &Fields<'_>) -> Result<(), Diagnostic> {
    let Some(node) = fields.get("encoding") else {
        return Ok(());
    };
    if source::is_encoding(&node.string("encoding")?) {
        return Ok(());
    }
    let names = "utf-8, gbk, gb18030, utf-16le, big5";
    Err(node.refuse(
        "encoding",
        Text::new(
            format!("一种编码，如 {names}"),
            format!("an encoding, such as {names}"),
        ),
    ))
}

fn table_name(node: &YamlNode) -> Result<String, Diagnostic> {
    let name = node.string("name")?;
    if is_name(&name) {
        Ok(name)
    } else {
        Err(node.refuse("name", name_rule()))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check_codes;

    const CSV: (&str, &str) = ("data/a.csv", "x,y\n1,2\n");

    fn check(yaml: &str, expected: &[&str]) {
        check_codes(&[CSV, ("data/datapackage.yaml", yaml)], expected);
    }

    #[test]
    fn common_keys_of_a_data_package_are_accepted() {
        check(
            "name: p\ntitle: P\nlicenses: [{name: CC0-1.0}]\nresources:\n- {name: a, path: a.csv, format: csv}\n",
            &[],
        );
        check("", &[]);
    }

    #[test]
    fn unknown_and_wrong_keys_are_reported_one_by_one() {
        check(
            "resurces: []\ntitel: x\n",
            &["setting/unknown-key", "setting/unknown-key"],
        );
        check(
            "resources: [{name: a, path: a.csv, sampel: true}]\n",
            &["setting/unknown-key"],
        );
        check(
            "resources: [{name: a, path: a.csv, sample: ja}]\n",
            &["setting/bad-value"],
        );
        check("resources: [{path: a.csv}]\n", &["setting/missing-key"]);
        check(
            "resources: [{name: a b, path: a.csv}]\n",
            &["setting/bad-value"],
        );
        check("resources: [a]\n", &["setting/bad-value"]);
        check("- a\n", &["setting/bad-value"]);
        check("resources: [\n", &["setting/syntax"]);
    }

    #[test]
    fn sources_need_a_title() {
        check(
            "resources: [{name: a, path: a.csv, sources: [{organisation: x}]}]\n",
            &["setting/missing-key"],
        );
        check(
            "resources: [{name: a, path: a.csv, sources: [统计年报]}]\n",
            &[],
        );
    }
}
