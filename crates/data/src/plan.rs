//! The list of tables to load: described files, undescribed files, queries. Nothing is read yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::complaints::unusable_table;
use crate::descriptor::Resource;
use crate::formats;
use crate::missing_values::MissingMarkers;
use crate::table_name::{is_name, name_rule};
use crate::task::TableTask;
use gongbao_diag::locale::Text;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_source::{SourceFile, Sources, spelling_hint};

/// The tables of a site before they are read.
#[derive(Debug, Default)]
pub(crate) struct TablePlan<'a> {
    /// Tables stored in files.
    pub data: Vec<TableTask<'a>>,
    /// Tables derived by queries.
    pub queries: Vec<QueryTask<'a>>,
    /// Names of tables that cannot be.
    pub broken: Vec<String>,
    /// Where each name was given.
    names: BTreeMap<String, Place>,
}

/// A query that is to become a table.
#[derive(Debug)]
pub(crate) struct QueryTask<'a> {
    pub name: String,
    pub file: &'a SourceFile,
    pub resource: Option<Resource>,
}

/// Assigns every data file and every description to a table.
pub(crate) fn plan_tables<'a>(
    sources: &'a Sources,
    resources: Vec<Resource>,
    diags: &mut Diags,
) -> TablePlan<'a> {
    let mut plan = TablePlan::default();
    for resource in resources {
        if plan.claims(&resource.name, resource.place.clone(), diags) {
            plan.add_resource(sources, resource, diags);
        }
    }
    for file in sources.files().iter().filter(|it| it.is_below("data")) {
        plan.add_file(file, diags);
    }
    plan
}

impl<'a> TablePlan<'a> {
    /// Takes a name; refuses one that is taken.
    fn claims(&mut self, name: &str, place: Place, diags: &mut Diags) -> bool {
        if let Some(first) = self.names.get(name) {
            let twice = Diagnostic::new(Code::DuplicateTable, place).with("table", name);
            diags.push(twice.related(
                first.clone(),
                Text::new("这里也叫这个名称", "this one is named so, too"),
            ));
            return false;
        }
        self.names.insert(name.to_owned(), place);
        true
    }

    fn add_resource(&mut self, sources: &'a Sources, resource: Resource, diags: &mut Diags) {
        match find_file(sources, &resource) {
            Ok(FoundFile::Data(file, format)) => {
                let name = resource.name.clone();
                self.data.push(TableTask {
                    name,
                    file,
                    format,
                    resource: Some(resource),
                    missing_markers: MissingMarkers::default(),
                });
            }
            Ok(FoundFile::Query(file)) => {
                let name = resource.name.clone();
                self.queries.push(QueryTask {
                    name,
                    file,
                    resource: Some(resource),
                });
            }
            Err(complaint) => {
                diags.push(complaint);
                self.broken.push(resource.name);
            }
        }
    }

    /// Adds a file that no description names.
    fn add_file(&mut self, file: &'a SourceFile, diags: &mut Diags) {
        let is_descriptor = file.path.as_ref() == "data/datapackage.json";
        let format = formats::format_of(file).filter(|_| !is_descriptor);
        let is_query = file.extension() == "sql";
        if (format.is_none() && !is_query) || self.uses(&file.path) {
            return;
        }
        let name = file.stem().to_owned();
        let place = Place::file(&file.path);
        if !is_name(&name) {
            let reason = Text::new("文件名不能作表名", "its file name cannot name a table");
            let rule = name_rule();
            let help = Text::new(
                format!(
                    "请把文件名改为{}，或在 datapackage.yaml 中用 name 另取表名",
                    rule.zh
                ),
                format!(
                    "rename the file to {}, or give it a `name` in datapackage.yaml",
                    rule.en
                ),
            );
            diags.push(unusable_table(place, &name, reason, help));
            return;
        }
        if !self.claims(&name, place, diags) {
            return;
        }
        match format {
            Some(format) => self.data.push(TableTask {
                name,
                file,
                format,
                resource: None,
                missing_markers: MissingMarkers::default(),
            }),
            None => self.queries.push(QueryTask {
                name,
                file,
                resource: None,
            }),
        }
    }

    fn uses(&self, path: &Arc<str>) -> bool {
        let data = self.data.iter().any(|it| it.file.path == *path);
        data || self.queries.iter().any(|it| it.file.path == *path)
    }
}

enum FoundFile<'a> {
    Data(&'a SourceFile, &'static dyn formats::TableFormat),
    Query(&'a SourceFile),
}

fn find_file<'a>(sources: &'a Sources, resource: &Resource) -> Result<FoundFile<'a>, Diagnostic> {
    let Some(path) = &resource.path else {
        return find_by_name(sources, resource);
    };
    let refuse = |reason, help| {
        Err(unusable_table(
            path.place.clone(),
            &resource.name,
            reason,
            help,
        ))
    };
    let Some(file) = sources.get(&format!("data/{}", path.text)) else {
        let reason = format!("data/{}", path.text);
        let known = sources
            .files()
            .iter()
            .filter_map(|it| it.path.strip_prefix("data/"));
        let meant = spelling_hint(&path.text, known);
        let help = Text::new(
            format!("{}path 从 data/ 算起，只能是该文件夹中的文件", meant.zh),
            format!(
                "{}`path` counts from data/ and names a file in it",
                meant.en
            ),
        );
        return refuse(
            Text::new(
                format!("没有文件 {reason}"),
                format!("there is no file {reason}"),
            ),
            help,
        );
    };
    if let Some(format) = formats::format_of(file) {
        return Ok(FoundFile::Data(file, format));
    }
    let known: Vec<&str> = formats::FORMATS
        .iter()
        .flat_map(|it| it.extensions())
        .copied()
        .collect();
    refuse(
        Text::new(
            "不认识这种格式的文件",
            "its file has a format that is not read",
        ),
        Text::new(
            format!("可用的扩展名：{}", known.join("、")),
            format!("extensions: {}", known.join(", ")),
        ),
    )
}

/// Without a path the name says which file is meant: usually a query.
fn find_by_name<'a>(
    sources: &'a Sources,
    resource: &Resource,
) -> Result<FoundFile<'a>, Diagnostic> {
    let mut files = sources
        .files()
        .iter()
        .filter(|it| it.is_below("data") && it.stem() == resource.name);
    let found = files.find_map(|file| match formats::format_of(file) {
        Some(format) => Some(FoundFile::Data(file, format)),
        None => (file.extension() == "sql").then_some(FoundFile::Query(file)),
    });
    found.ok_or_else(|| {
        let name = &resource.name;
        let reason = Text::new(
            format!("没有写 path，也没有 data/{name}.sql"),
            format!("it has no `path`, and there is no data/{name}.sql"),
        );
        let help = Text::new(
            format!("请写上数据文件的 path，或把查询存为 data/{name}.sql"),
            format!("give the `path` of its data file, or save its query as data/{name}.sql"),
        );
        unusable_table(resource.place.clone(), name, reason, help)
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{check_codes, load};

    const CSV: &str = "x\n1\n";

    fn yaml(resources: &str) -> String {
        format!("resources: [{resources}]\n")
    }

    #[test]
    fn files_without_description_are_tables_named_by_their_file() {
        let (catalog, _) = load(&[
            ("data/a.csv", CSV),
            ("data/警力.tsv", "x\ty\n1\t2\n"),
            ("data/note.txt", "-"),
        ]);
        assert_eq!(catalog.names().collect::<Vec<_>>(), ["a", "警力"]);
    }

    #[test]
    fn a_description_may_give_another_name() {
        let yaml = yaml("{name: b, path: sub/a.csv}");
        let (catalog, _) = load(&[("data/sub/a.csv", CSV), ("data/datapackage.yaml", &yaml)]);
        assert_eq!(catalog.names().collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn names_are_given_once() {
        check_codes(
            &[("data/a.csv", CSV), ("data/a.tsv", CSV)],
            &["data/duplicate-table"],
        );
        check_codes(
            &[("data/a.csv", CSV), ("data/a.sql", "SELECT 1 AS x")],
            &["data/duplicate-table"],
        );
        let twice = yaml("{name: a, path: a.csv}, {name: a, path: a.csv}");
        check_codes(
            &[("data/a.csv", CSV), ("data/datapackage.yaml", &twice)],
            &["data/duplicate-table"],
        );
    }

    #[test]
    fn described_files_exist_and_have_a_known_format() {
        let check = |resource: &str, expected: &[&str]| {
            let yaml = yaml(resource);
            check_codes(
                &[
                    ("data/a.csv", CSV),
                    ("data/b.doc", "-"),
                    ("data/datapackage.yaml", &yaml),
                ],
                expected,
            );
        };
        check("{name: a, path: a.csv}", &[]);
        check("{name: a}", &[]);
        check("{name: b, path: aa.csv}", &["data/source-error"]);
        check("{name: b, path: ../site.toml}", &["data/source-error"]);
        check("{name: b, path: b.doc}", &["data/source-error"]);
        check("{name: c}", &["data/source-error"]);
    }

    #[test]
    fn file_names_that_cannot_name_a_table_are_refused() {
        check_codes(&[("data/a b.csv", CSV)], &["data/source-error"]);
    }

    #[test]
    fn a_file_has_a_header() {
        check_codes(&[("data/a.csv", "")], &["data/source-error"]);
        check_codes(&[("data/a.csv", "\n\n")], &["data/source-error"]);
        check_codes(&[("data/a.csv", "x，y\n1，2\n")], &["data/source-error"]);
        check_codes(&[("data/a.csv", "x,y\n")], &[]);
    }
}
