//! The profile and audience of a site.
//!
//! The audience follows from the profile unless `site.toml` says otherwise: `gov` and `npc` are for
//! the public, `intranet` is for the office.

/// Whose rules a site follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// A government website on the internet.
    Gov,
    /// A people's congress.
    Npc,
    /// An internal network.
    #[default]
    Intranet,
}

impl Profile {
    /// Its name in settings.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Gov => "gov",
            Profile::Npc => "npc",
            Profile::Intranet => "intranet",
        }
    }

    /// The profile a site names.
    pub(crate) fn parse(name: &str) -> Option<Profile> {
        match name {
            "gov" => Some(Profile::Gov),
            "npc" => Some(Profile::Npc),
            "intranet" => Some(Profile::Intranet),
            _ => None,
        }
    }
}

/// Who reads a site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everybody: what must not be published stops the build, what is internal is left out.
    Public,
    /// The office itself: the same is a warning, and what is internal is shown.
    #[default]
    Internal,
}

impl Audience {
    /// The audience a site names.
    pub(crate) fn parse(name: &str) -> Option<Audience> {
        match name {
            "public" => Some(Audience::Public),
            "internal" => Some(Audience::Internal),
            _ => None,
        }
    }

    /// Whom a profile is for, unless the site says otherwise.
    pub(crate) fn of(profile: Profile) -> Audience {
        match profile {
            Profile::Gov | Profile::Npc => Audience::Public,
            Profile::Intranet => Audience::Internal,
        }
    }
}
