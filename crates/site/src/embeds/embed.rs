//! An embed, and its use in a page.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::binding_notes::BindingNotes;
use crate::dimensions::read_dimensions;
use crate::exhibit::Exhibit;
use crate::expression::Arg;
use crate::failure::Failure;
use crate::link::Route;
use crate::scope::Scope;
use gongbao_content::{self as content, Fence};
use gongbao_data::Table;
use gongbao_diag::{Code, Diagnostic, Diags, Place};
use gongbao_settings::Audience;
use gongbao_source::{Fields, spelling_hint, yaml_at};

/// The embeds that an author can write.
#[derive(Clone, Debug)]
pub struct Embeds(Vec<&'static dyn Embed>);

impl Embeds {
    /// The embeds of some lists, one list a crate.
    pub fn of(lists: &[&[&'static dyn Embed]]) -> Embeds {
        Embeds(lists.concat())
    }

    /// The names that make a fence an embed, in the order of the lists.
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|it| it.name()).collect()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'static dyn Embed> {
        self.0.iter().copied().find(|it| it.name() == name)
    }
}

/// A kind of embed.
pub trait Embed: Debug + Sync {
    /// The first word of its fence.
    fn name(&self) -> &'static str;
    /// The keys of its body.
    fn keys(&self) -> &'static [&'static str];
    /// Keys it takes besides, which others declare.
    fn more_keys(&self) -> Vec<&'static str> {
        Vec::new()
    }
    /// Whether it shows what other pages say, so that it may be another one though its own page is the same.
    fn depends_on_other_pages(&self) -> bool {
        false
    }
    /// Binds it.
    ///
    /// # Errors
    /// Whatever stops this embed; others go on.
    fn bind(&self, call: &mut EmbedCall<'_, '_>, body: &Fields<'_>) -> Result<Exhibit, Failure>;
}

/// One use of an embed in a page.
#[derive(Debug)]
pub struct EmbedCall<'s, 'a> {
    pub scope: &'s Scope<'a>,
    pub here: &'s Route,
    pub fence: &'s Fence,
    /// The anchor it gets unless the author gives one.
    pub default_id: String,
    pub found: &'s mut BindingNotes,
}

/// Binds a fence whose name is that of an embed.
///
/// # Errors
/// Whatever stops this embed.
pub(crate) fn bind(mut call: EmbedCall<'_, '_>) -> Result<Exhibit, Failure> {
    let fence = call.fence;
    let embeds = call.scope.world.embeds;
    let Some(embed) = embeds.get(&fence.name) else {
        let names = embeds.names();
        let complaint = Diagnostic::new(Code::UnknownEmbed, call.place()).with("name", &fence.name);
        return Err(complaint
            .with("hint", spelling_hint(&fence.name, names.iter().copied()))
            .with("known", names.join(", "))
            .into());
    };
    if embed.keys().is_empty() {
        return Ok(Exhibit::Blocks(Vec::new()));
    }
    let body = yaml_at(&call.scope.file, &fence.body, fence.body_range.start)?;
    let mut diags = Diags::new();
    let keys: Vec<&str> = embed
        .keys()
        .iter()
        .copied()
        .chain(embed.more_keys())
        .chain(["internal"])
        .collect();
    let fields = Fields::read(&body, embed.name(), &keys, &mut diags)?;
    call.found.diags.append(diags);
    let is_internal = fields
        .get("internal")
        .map_or(Ok(false), |it| it.boolean("internal"))?;
    if is_internal && call.scope.world.config.audience == Audience::Public {
        return Ok(Exhibit::Blocks(Vec::new()));
    }
    embed.bind(&mut call, &fields)
}

impl EmbedCall<'_, '_> {
    /// Where the fence begins.
    pub fn place(&self) -> Place {
        Place::text(&self.scope.file, self.fence.info_range.clone())
    }

    /// The anchor: the author's `id`, or the default one.
    ///
    /// # Errors
    /// `page/bad-slug` if the author's is not a slug.
    pub fn id(&self, body: &Fields<'_>) -> Result<String, Failure> {
        let Some(node) = body.get("id") else {
            return Ok(self.default_id.clone());
        };
        let id = node.string("id")?;
        if id.is_empty() || id != content::make_slug(&id) {
            return Err(Diagnostic::new(Code::BadSlug, node.place())
                .with("text", id)
                .into());
        }
        Ok(id)
    }

    /// The dimensions under `where`.
    ///
    /// # Errors
    /// `setting/bad-value`.
    pub fn given(&self, body: &Fields<'_>) -> Result<BTreeMap<String, Arg>, Failure> {
        body.get("where")
            .map_or_else(|| Ok(BTreeMap::new()), read_dimensions)
    }

    /// Notes that the page shows a table, and says whether its data are made up.
    pub fn shows(&mut self, table: &Table) -> bool {
        self.found.tables.insert(table.name.clone());
        self.found.tables.extend(table.reads.iter().cloned());
        table.sample
    }
}
