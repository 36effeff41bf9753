//! What a file refers to and offers, by the kind of file it is.

/// What is known of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct ScannedFile {
    pub n_bytes: usize,
    /// Anchors, each as often as it is given.
    pub ids: Vec<String>,
    /// References, each once.
    pub references: Vec<Reference>,
    /// Tags that do not match, each with its line.
    pub unmatched: Vec<(String, usize)>,
    /// Attributes that are style or script, each with its line.
    pub inline: Vec<(String, usize)>,
    /// The classes of the page's body, which name its layout.
    pub classes: String,
}

/// A reference as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    pub address: String,
    pub kind: ReferenceKind,
}

/// What a reference is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ReferenceKind {
    /// Followed by the reader.
    Link,
    /// Loaded with the page.
    Part,
    /// Loaded and run.
    Script,
}
