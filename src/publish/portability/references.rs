//! Follows every reference once all files are known.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use crate::publish::portability::markup::{Reference, ReferenceKind, ScannedFile};
use gongbao_diag::Code;

/// What pages may weigh, in bytes before compression, by the class of their body.
const SIZE_BUDGETS: [(&str, usize); 5] = [
    ("layout-home", 150_000),
    ("layout-report", 250_000),
    ("layout-opinion", 250_000),
    ("layout-progress", 250_000),
    ("layout-plan", 250_000),
];
/// What the scripts of a page may weigh together.
const SCRIPT_BUDGET: usize = 20_000;

/// What the gate has to know of a site.
#[derive(Clone, Debug, Default)]
pub struct PortabilityRules {
    /// Where the site will stand, if it is known: its own full address is no way out.
    pub base_url: Option<String>,
    /// Files that are copied as they are.
    pub brought: BTreeSet<String>,
}

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PortabilityFault {
    pub code: Code,
    /// What is wrong: a reference, an anchor, a tag.
    pub what: String,
    /// What there is instead, a line, a limit.
    pub more: [String; 2],
    pub file: String,
}

/// Everything wrong with the files. Whether all files are there decides if missing ones are told.
pub(super) fn find_faults(
    leaves: &BTreeMap<String, ScannedFile>,
    terms: &PortabilityRules,
    is_complete: bool,
) -> Vec<PortabilityFault> {
    let lower: BTreeMap<String, &str> = leaves
        .keys()
        .map(|it| (it.to_lowercase(), it.as_str()))
        .collect();
    let ids: BTreeMap<&str, BTreeSet<&str>> = leaves
        .iter()
        .map(|(path, it)| (path.as_str(), it.ids.iter().map(String::as_str).collect()))
        .collect();
    let world = KnownFiles {
        leaves,
        lower,
        ids,
        rules: terms,
        is_complete,
    };
    leaves
        .iter()
        .flat_map(|(path, leaf)| world.of(path, leaf))
        .collect()
}

struct KnownFiles<'a> {
    leaves: &'a BTreeMap<String, ScannedFile>,
    /// Paths by their lower-case form.
    lower: BTreeMap<String, &'a str>,
    ids: BTreeMap<&'a str, BTreeSet<&'a str>>,
    rules: &'a PortabilityRules,
    is_complete: bool,
}

impl KnownFiles<'_> {
    fn of(&self, path: &str, leaf: &ScannedFile) -> Vec<PortabilityFault> {
        let mut faults: Vec<PortabilityFault> = leaf
            .references
            .iter()
            .filter_map(|it| self.follow(path, it))
            .collect();
        let mut ids: Vec<&String> = leaf.ids.iter().collect();
        ids.sort();
        let twice = ids.windows(2).filter(|it| it[0] == it[1]);
        faults.extend(twice.map(|it| {
            new_fault(
                Code::DuplicateId,
                path,
                it[0],
                [String::new(), String::new()],
            )
        }));
        faults.extend(leaf.unmatched.iter().take(3).map(|(tag, line)| {
            new_fault(
                Code::MalformedHtml,
                path,
                tag,
                [format!("第{line}行"), format!("line {line}")],
            )
        }));
        faults.extend(leaf.inline.iter().take(3).map(|(name, line)| {
            new_fault(
                Code::InlineCode,
                path,
                name,
                [format!("第{line}行"), format!("line {line}")],
            )
        }));
        faults.extend(self.weight(path, leaf));
        faults
    }

    fn follow(&self, from: &str, reference: &Reference) -> Option<PortabilityFault> {
        let address = reference.address.as_str();
        let none = || [String::new(), String::new()];
        if address.is_empty() && reference.kind != ReferenceKind::Link {
            return Some(new_fault(Code::LostReference, from, address, none()))
                .filter(|_| self.is_complete);
        }
        if let Some(scheme) = address_scheme(address) {
            let is_own = self
                .rules
                .base_url
                .as_ref()
                .is_some_and(|it| address.starts_with(it.as_str()));
            let is_free = scheme == "data" || reference.kind == ReferenceKind::Link || is_own;
            return (!is_free).then(|| new_fault(Code::LoadedFromOutside, from, address, none()));
        }
        if address.starts_with("//") {
            return Some(new_fault(Code::LoadedFromOutside, from, address, none()));
        }
        if address.starts_with('/') {
            return Some(new_fault(Code::RootAbsolute, from, address, none()));
        }
        let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let path = percent_decode_str(path).decode_utf8_lossy();
        let Some(target) = resolve_path(from, &path) else {
            return Some(new_fault(Code::LeavesFolder, from, address, none()));
        };
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        self.find(from, &target, &fragment, address)
            .filter(|_| self.is_complete)
    }

    /// What is wrong with a reference to a file of the folder.
    fn find(
        &self,
        from: &str,
        target: &str,
        fragment: &str,
        address: &str,
    ) -> Option<PortabilityFault> {
        if !self.leaves.contains_key(target) {
            let other = self.lower.get(&target.to_lowercase());
            let more = other.map_or([String::new(), String::new()], |it| {
                [
                    format!("；只有大小写不同的“{it}”"),
                    format!("; there is only `{it}`, in other letter case"),
                ]
            });
            return Some(new_fault(Code::LostReference, from, address, more));
        }
        let is_page = target.ends_with(".html") && !self.rules.brought.contains(target);
        let is_known =
            fragment.is_empty() || self.ids.get(target).is_some_and(|it| it.contains(fragment));
        (is_page && !is_known).then(|| {
            new_fault(
                Code::LostFragment,
                from,
                address,
                [String::new(), String::new()],
            )
        })
    }

    fn weight(&self, path: &str, leaf: &ScannedFile) -> Vec<PortabilityFault> {
        let mut faults = Vec::new();
        let has = |class: &str| leaf.classes.split_whitespace().any(|it| it == class);
        let budget = SIZE_BUDGETS
            .iter()
            .find(|(class, _)| has(class))
            .map(|it| it.1);
        if let Some(most) = budget.filter(|it| leaf.n_bytes > *it) {
            faults.push(heavy_page(path, "HTML", leaf.n_bytes, most));
        }
        let scripts = leaf
            .references
            .iter()
            .filter(|it| it.kind == ReferenceKind::Script);
        let sizes = scripts
            .filter_map(|it| self.leaves.get(&resolve_path(path, &it.address)?))
            .map(|it| it.n_bytes);
        let n_bytes: usize = sizes.sum();
        if n_bytes > SCRIPT_BUDGET {
            faults.push(heavy_page(path, "JavaScript", n_bytes, SCRIPT_BUDGET));
        }
        faults
    }
}

fn heavy_page(path: &str, what: &str, n_bytes: usize, most: usize) -> PortabilityFault {
    let (n, most) = (n_bytes.div_ceil(1000), most / 1000);
    new_fault(
        Code::HeavyPage,
        path,
        what,
        [
            format!("{n} kB，宜在{most} kB 以内"),
            format!("{n} kB, should be within {most} kB"),
        ],
    )
}

fn new_fault(code: Code, file: &str, what: &str, more: [String; 2]) -> PortabilityFault {
    PortabilityFault {
        code,
        what: what.to_owned(),
        more,
        file: file.to_owned(),
    }
}

/// The scheme of an address that has one.
fn address_scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|it: char| it.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
    is_scheme.then_some(scheme)
}

/// The path a reference leads to; nothing if it leads out of the folder.
fn resolve_path(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
