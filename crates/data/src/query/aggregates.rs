//! Which columns a query brings together over rows: by an aggregate or a window, whatever its spelling, and whatever
//! aliases, subqueries, common table expressions and joins stand between the aggregate and the column.
//!
//! Asked of the parsed statement. A name that cannot be resolved stands for every column in sight, as it may be one of
//! them: to be told of a sum too many does less harm than to publish one too few.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::ControlFlow;

use sqlparser::ast::{
    Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName,
    Query as SqlQuery, RenameSelectItem, Select, SelectItem, SelectItemQualifiedWildcardKind,
    SetExpr, TableAlias, TableFactor, TableWithJoins, Visit, Visitor, WildcardAdditionalOptions,
};

use crate::table::Table;

/// A column of a table that a query reads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SourceColumn {
    pub table: String,
    pub column: String,
}

type Sources = BTreeSet<SourceColumn>;

/// A column of a result, with the columns of tables it is computed from.
#[derive(Clone, Debug)]
pub(super) struct OutputColumn {
    pub name: String,
    pub sources: Sources,
}

/// What a query does with the columns of the tables it reads.
#[derive(Debug)]
pub(super) struct QueryLineage {
    /// The columns that an aggregate or a window looks at.
    pub aggregated: Sources,
    pub outputs: Vec<OutputColumn>,
}

/// Follows the columns of a query over these tables.
pub(super) fn trace_lineage(query: &SqlQuery, tables: &[&Table]) -> QueryLineage {
    let known: Vec<Relation> = tables.iter().map(|it| relation_of(it)).collect();
    let mut tracer = LineageTracer {
        aggregated: Sources::new(),
    };
    let outputs = tracer.query(query, &known, None);
    QueryLineage {
        aggregated: tracer.aggregated,
        outputs,
    }
}

/// What stands under a name in FROM, or may stand there.
#[derive(Clone, Debug)]
struct Relation {
    name: String,
    columns: Vec<OutputColumn>,
}

fn relation_of(table: &Table) -> Relation {
    let column = |name: &String| OutputColumn {
        name: name.clone(),
        sources: Sources::from([SourceColumn {
            table: table.name.clone(),
            column: name.clone(),
        }]),
    };
    Relation {
        name: table.name.clone(),
        columns: table.fields.iter().map(|it| column(&it.name)).collect(),
    }
}

/// What names mean where an expression stands.
#[derive(Clone, Copy)]
struct NameScope<'a> {
    /// The tables and common table expressions that FROM may name.
    known: &'a [Relation],
    /// What FROM names.
    relations: &'a [Relation],
    /// The scope of the query around a subquery.
    outer: Option<&'a NameScope<'a>>,
}

impl NameScope<'_> {
    /// The columns a name may mean: those of the nearest query that has such a name.
    fn resolve(&self, relation: Option<&str>, name: &str) -> Sources {
        let mut scope = Some(self);
        while let Some(here) = scope {
            let relations = here
                .relations
                .iter()
                .filter(|it| relation.is_none_or(|name| it.name == name));
            let mut columns = relations
                .flat_map(|it| &it.columns)
                .filter(|it| it.name == name)
                .peekable();
            if columns.peek().is_some() {
                return columns.flat_map(|it| it.sources.clone()).collect();
            }
            scope = here.outer;
        }
        self.everything()
    }

    fn everything(&self) -> Sources {
        let here = self.relations.iter().flat_map(|it| &it.columns);
        let mut all: Sources = here.flat_map(|it| it.sources.clone()).collect();
        all.extend(self.outer.into_iter().flat_map(NameScope::everything));
        all
    }
}

struct LineageTracer {
    aggregated: Sources,
}

impl LineageTracer {
    fn query(
        &mut self,
        query: &SqlQuery,
        known: &[Relation],
        outer: Option<&NameScope<'_>>,
    ) -> Vec<OutputColumn> {
        let mut known = known.to_vec();
        for with in query.with.iter().flat_map(|it| &it.cte_tables) {
            let columns = self.query(&with.query, &known, None);
            known.push(aliased_relation(columns, &with.alias));
        }
        let scope = NameScope {
            known: &known,
            relations: &[],
            outer,
        };
        let SelectBody {
            columns,
            mut relations,
        } = self.body(&query.body, &scope);
        relations.push(nameless_relation(columns.clone()));
        let scope = NameScope {
            relations: &relations,
            ..scope
        };
        self.read(&query.order_by, &scope);
        columns
    }

    fn body(&mut self, body: &SetExpr, scope: &NameScope<'_>) -> SelectBody {
        match body {
            SetExpr::Select(select) => self.select(select, scope),
            SetExpr::Query(query) => SelectBody {
                columns: self.query(query, scope.known, scope.outer),
                relations: Vec::new(),
            },
            SetExpr::SetOperation { left, right, .. } => {
                let (left, right) = (self.body(left, scope), self.body(right, scope));
                SelectBody {
                    columns: unite_columns(left.columns, &right.columns),
                    relations: Vec::new(),
                }
            }
            // A list of values: it reads tables in subqueries alone.
            values => {
                let sources = self.read(values, scope);
                SelectBody {
                    columns: vec![OutputColumn {
                        name: String::new(),
                        sources,
                    }],
                    relations: Vec::new(),
                }
            }
        }
    }

    fn select(&mut self, select: &Select, around: &NameScope<'_>) -> SelectBody {
        let mut relations = Vec::new();
        for from in &select.from {
            self.tables(from, around, &mut relations);
        }
        let scope = NameScope {
            relations: &relations,
            ..*around
        };
        for join in select.from.iter().flat_map(|it| &it.joins) {
            self.read(&join.join_operator, &scope);
        }
        let mut columns = Vec::new();
        for item in &select.projection {
            self.item(item, &scope, &mut columns);
        }
        // These may name what the list of columns has named.
        let mut named = relations.clone();
        named.push(nameless_relation(columns.clone()));
        let scope = NameScope {
            relations: &named,
            ..scope
        };
        self.read(&select.distinct, &scope);
        self.read(&select.selection, &scope);
        self.read(&select.group_by, &scope);
        self.read(&select.having, &scope);
        self.read(&select.qualify, &scope);
        let windows = self.read(&select.named_window, &scope);
        self.aggregated.extend(windows);
        SelectBody { columns, relations }
    }

    fn item(&mut self, item: &SelectItem, scope: &NameScope<'_>, columns: &mut Vec<OutputColumn>) {
        match item {
            SelectItem::UnnamedExpr(expr) => columns.push(OutputColumn {
                name: name_of(expr),
                sources: self.read(expr, scope),
            }),
            SelectItem::ExprWithAlias { expr, alias } => columns.push(OutputColumn {
                name: alias.value.clone(),
                sources: self.read(expr, scope),
            }),
            SelectItem::ExprWithAliases { expr, aliases } => {
                let sources = self.read(expr, scope);
                columns.extend(aliases.iter().map(|it| OutputColumn {
                    name: it.value.clone(),
                    sources: sources.clone(),
                }));
            }
            SelectItem::Wildcard(options) => {
                let all = scope.relations.iter().flat_map(|it| it.columns.clone());
                let all = self.adjusted(all.collect(), options, scope);
                columns.extend(all);
            }
            SelectItem::QualifiedWildcard(kind, options) => {
                let all = match kind {
                    SelectItemQualifiedWildcardKind::ObjectName(name) => {
                        let name = last_name(name);
                        let named = scope.relations.iter().filter(|it| it.name == name);
                        named.flat_map(|it| it.columns.clone()).collect()
                    }
                    SelectItemQualifiedWildcardKind::Expr(expr) => vec![OutputColumn {
                        name: name_of(expr),
                        sources: self.read(expr, scope),
                    }],
                };
                let all = self.adjusted(all, options, scope);
                columns.extend(all);
            }
        }
    }

    /// What `*` stands for, with the changes behind it. Columns it leaves out may stay, as nobody reads them.
    fn adjusted(
        &mut self,
        mut columns: Vec<OutputColumn>,
        options: &WildcardAdditionalOptions,
        scope: &NameScope<'_>,
    ) -> Vec<OutputColumn> {
        for it in options.opt_replace.iter().flat_map(|it| &it.items) {
            let sources = self.read(&it.expr, scope);
            columns.push(OutputColumn {
                name: it.column_name.value.clone(),
                sources,
            });
        }
        let renamed = match &options.opt_rename {
            Some(RenameSelectItem::Single(it)) => std::slice::from_ref(it),
            Some(RenameSelectItem::Multiple(all)) => all.as_slice(),
            None => &[],
        };
        for it in renamed {
            for column in columns.iter_mut().filter(|old| old.name == it.ident.value) {
                column.name.clone_from(&it.alias.value);
            }
        }
        columns
    }

    fn tables(
        &mut self,
        from: &TableWithJoins,
        scope: &NameScope<'_>,
        relations: &mut Vec<Relation>,
    ) {
        let joined = from.joins.iter().map(|it| &it.relation);
        for factor in std::iter::once(&from.relation).chain(joined) {
            match factor {
                TableFactor::Table { name, alias, .. } => {
                    let name = last_name(name);
                    // A common table expression of a name hides an outer one.
                    let found = scope.known.iter().rev().find(|it| it.name == name);
                    relations.extend(found.map(|it| Relation {
                        name: alias.as_ref().map_or(name, |it| it.name.value.clone()),
                        columns: it.columns.clone(),
                    }));
                }
                TableFactor::Derived {
                    subquery, alias, ..
                } => {
                    let columns = self.query(subquery, scope.known, scope.outer);
                    relations.push(match alias {
                        Some(alias) => aliased_relation(columns, alias),
                        None => nameless_relation(columns),
                    });
                }
                TableFactor::NestedJoin {
                    table_with_joins,
                    alias,
                } => {
                    let mut within = Vec::new();
                    self.tables(table_with_joins, scope, &mut within);
                    match alias {
                        Some(alias) => {
                            let columns = within.into_iter().flat_map(|it| it.columns);
                            relations.push(aliased_relation(columns.collect(), alias));
                        }
                        None => relations.extend(within),
                    }
                }
                // The statement was refused if it has any other.
                _ => {}
            }
        }
    }

    /// The columns that a part of the statement reads; those within aggregates are noted.
    fn read(&mut self, part: &impl Visit, scope: &NameScope<'_>) -> Sources {
        let mut reader = ColumnCollector {
            scope,
            n_aggregates: 0,
            n_queries: 0,
            sources: Sources::new(),
            aggregated: Sources::new(),
            subqueries: Vec::new(),
        };
        let ControlFlow::Continue(()) = part.visit(&mut reader);
        let mut sources = reader.sources;
        self.aggregated.extend(reader.aggregated);
        for Subquery {
            query,
            is_aggregated,
        } in reader.subqueries
        {
            let columns = self.query(&query, scope.known, Some(scope));
            let read: Sources = columns.into_iter().flat_map(|it| it.sources).collect();
            if is_aggregated {
                self.aggregated.extend(read.clone());
            }
            sources.extend(read);
        }
        sources
    }
}

/// What a SELECT gives, and what its FROM names.
struct SelectBody {
    columns: Vec<OutputColumn>,
    relations: Vec<Relation>,
}

fn nameless_relation(columns: Vec<OutputColumn>) -> Relation {
    Relation {
        name: String::new(),
        columns,
    }
}

/// Columns under an alias, which may rename them: `AS a (x, y)`.
fn aliased_relation(mut columns: Vec<OutputColumn>, alias: &TableAlias) -> Relation {
    for (column, new) in columns.iter_mut().zip(&alias.columns) {
        column.name.clone_from(&new.name.value);
    }
    Relation {
        name: alias.name.value.clone(),
        columns,
    }
}

/// The columns of a union: by position, and as some unions do, by name.
fn unite_columns(mut left: Vec<OutputColumn>, right: &[OutputColumn]) -> Vec<OutputColumn> {
    for (at, column) in left.iter_mut().enumerate() {
        let same = right.iter().enumerate();
        let same = same.filter(|(there, it)| *there == at || it.name == column.name);
        for (_, it) in same {
            column.sources.extend(it.sources.iter().cloned());
        }
    }
    let is_new = |it: &&OutputColumn| !left.iter().any(|known| known.name == it.name);
    let new: Vec<OutputColumn> = right.iter().filter(is_new).cloned().collect();
    left.extend(new);
    left
}

/// What a column without alias is called.
fn name_of(expr: &Expr) -> String {
    match expr {
        Expr::Identifier(it) => it.value.clone(),
        Expr::CompoundIdentifier(parts) => parts
            .last()
            .map_or_else(|| expr.to_string(), |it| it.value.clone()),
        _ => expr.to_string(),
    }
}

fn last_name(name: &ObjectName) -> String {
    let last = name.0.last().and_then(|it| it.as_ident());
    last.map_or_else(|| name.to_string(), |it| it.value.clone())
}

/// A query within an expression.
struct Subquery {
    query: SqlQuery,
    is_aggregated: bool,
}

/// Collects the columns that an expression reads.
struct ColumnCollector<'a> {
    scope: &'a NameScope<'a>,
    /// How many aggregates stand around the place.
    n_aggregates: usize,
    /// How many subqueries stand around it; what is in them is read in their own scope.
    n_queries: usize,
    sources: Sources,
    aggregated: Sources,
    subqueries: Vec<Subquery>,
}

impl ColumnCollector<'_> {
    fn add(&mut self, found: Sources) {
        if self.n_aggregates > 0 {
            self.aggregated.extend(found.iter().cloned());
        }
        self.sources.extend(found);
    }

    fn identifier(&mut self, parts: &[Ident]) {
        let found = match parts {
            [name] => self.scope.resolve(None, &name.value),
            [.., relation, name] => self.scope.resolve(Some(&relation.value), &name.value),
            [] => Sources::new(),
        };
        self.add(found);
    }
}

impl Visitor for ColumnCollector<'_> {
    type Break = Infallible;

    fn pre_visit_query(&mut self, query: &SqlQuery) -> ControlFlow<Infallible> {
        if self.n_queries == 0 {
            self.subqueries.push(Subquery {
                query: query.clone(),
                is_aggregated: self.n_aggregates > 0,
            });
        }
        self.n_queries += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &SqlQuery) -> ControlFlow<Infallible> {
        self.n_queries -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Infallible> {
        if self.n_queries > 0 {
            return ControlFlow::Continue(());
        }
        match expr {
            Expr::Identifier(it) => self.identifier(std::slice::from_ref(it)),
            Expr::CompoundIdentifier(parts) => self.identifier(parts),
            Expr::Function(it) => {
                self.n_aggregates += usize::from(is_aggregate(it));
                if takes_all_columns(it) {
                    self.add(self.scope.everything());
                }
            }
            Expr::Wildcard(_) | Expr::QualifiedWildcard(..) => self.add(self.scope.everything()),
            _ => {}
        }
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Infallible> {
        if let (Expr::Function(it), 0) = (expr, self.n_queries) {
            self.n_aggregates -= usize::from(is_aggregate(it));
        }
        ControlFlow::Continue(())
    }
}

/// The functions of the engine that look at one row alone. Whatever is not among them counts as an aggregate.
const OF_ONE_ROW: [&str; 102] = [
    "abs",
    "acos",
    "acosd",
    "array_contains",
    "array_get",
    "array_length",
    "array_lower",
    "array_mean",
    "array_reverse",
    "array_sum",
    "array_to_string",
    "array_unique",
    "array_upper",
    "asin",
    "asind",
    "atan",
    "atan2",
    "atan2d",
    "atand",
    "bit_and",
    "bit_count",
    "bit_length",
    "bit_not",
    "bit_or",
    "bit_xor",
    "bitand",
    "bitcount",
    "bitnot",
    "bitor",
    "bitxor",
    "cbrt",
    "ceil",
    "ceiling",
    "char_length",
    "character_length",
    "coalesce",
    "columns",
    "concat",
    "concat_ws",
    "cos",
    "cosd",
    "cot",
    "cotd",
    "date",
    "date_part",
    "datetime",
    "degrees",
    "div",
    "ends_with",
    "exp",
    "floor",
    "greatest",
    "if",
    "ifnull",
    "initcap",
    "least",
    "left",
    "length",
    "ln",
    "log",
    "log10",
    "log1p",
    "log2",
    "lower",
    "lpad",
    "ltrim",
    "mod",
    "normalize",
    "nullif",
    "octet_length",
    "pi",
    "pow",
    "power",
    "radians",
    "regexp_like",
    "replace",
    "reverse",
    "right",
    "round",
    "rpad",
    "rtrim",
    "sign",
    "sin",
    "sind",
    "split_part",
    "sqrt",
    "starts_with",
    "strftime",
    "string_to_array",
    "strpos",
    "strptime",
    "substr",
    "substring",
    "tan",
    "tand",
    "time",
    "timestamp",
    "trunc",
    "truncate",
    "unnest",
    "upper",
    "xor",
];

/// Whether a function looks at the cells of several rows.
fn is_aggregate(function: &Function) -> bool {
    let name = last_name(&function.name).to_lowercase();
    function.over.is_some() || OF_ONE_ROW.binary_search(&name.as_str()).is_err()
}

/// Whether a function takes whole rows; `count(*)` counts them, and takes none of their cells.
fn takes_all_columns(function: &Function) -> bool {
    let name = last_name(&function.name).to_lowercase();
    let FunctionArguments::List(list) = &function.args else {
        return false;
    };
    let is_wildcard = |it: &FunctionArg| {
        let (FunctionArg::Named { arg, .. }
        | FunctionArg::ExprNamed { arg, .. }
        | FunctionArg::Unnamed(arg)) = it;
        !matches!(arg, FunctionArgExpr::Expr(_))
    };
    name == "columns" || (name != "count" && list.args.iter().any(is_wildcard))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::query::aggregates::trace_lineage;
    use crate::query::parse_query;
    use crate::testing::load;
    use gongbao_diag::Place;

    /// The columns that a query over `t` and `u`, both of `d`, `n` and `k`, brings together.
    fn check(sql: &str, expected: &[&str]) {
        let csv = "d,n,k\na,1,2\n";
        let (catalog, _) = load(&[("data/t.csv", csv), ("data/u.csv", csv)]);
        let place = Place::file(&Arc::from("data/q.sql"));
        let query = parse_query(sql, &place, &["t", "u"]).expect("a query");
        let tables = catalog.read_all(&query.reads).expect("its tables");
        let found = trace_lineage(&query.parsed, &tables).aggregated;
        let found: Vec<String> = found
            .iter()
            .map(|it| format!("{}.{}", it.table, it.column))
            .collect();
        assert_eq!(found, expected, "{sql}");
    }

    #[test]
    fn only_the_columns_within_an_aggregate_are_named() {
        check("SELECT d, n FROM t WHERE k > 1", &[]);
        check("SELECT d, abs(n) FROM t", &[]);
        check("SELECT d, sum(n) FROM t GROUP BY d", &["t.n"]);
        check("SELECT count(*) FROM t", &[]);
        check("SELECT count(n) FROM t", &["t.n"]);
    }

    #[test]
    fn aggregates_are_found_wherever_they_stand() {
        check("SELECT d FROM t GROUP BY d ORDER BY sum(n)", &["t.n"]);
        check("SELECT d, (SELECT sum(n) FROM t) AS s FROM u", &["t.n"]);
        check(
            "SELECT sum(n) OVER w AS s FROM t WINDOW w AS (ORDER BY k)",
            &["t.k", "t.n"],
        );
        check(
            "SELECT d FROM u WHERE EXISTS (SELECT max(t.n) FROM t WHERE t.d = u.d)",
            &["t.n"],
        );
        check(
            "SELECT sum((SELECT n FROM t LIMIT 1)) AS s FROM u",
            &["t.n"],
        );
    }

    #[test]
    fn a_name_nobody_knows_stands_for_every_column() {
        check("SELECT sum(\"^n.*$\") AS s FROM t", &["t.d", "t.k", "t.n"]);
        check("SELECT sum(COLUMNS('n')) FROM t", &["t.d", "t.k", "t.n"]);
    }
}
