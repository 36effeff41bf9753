//! Every kind of mistake gongbao reports: its stable name and severity. The words stand in `strings`.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Published, but somebody should look. `--strict` refuses it.
    Warning,
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident;)*) => {
        /// A kind of mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = concat!("`", $name, "`")] $variant),* }

        impl Code {
            /// Every kind.
            pub const ALL: &[Code] = &[$(Code::$variant),*];

            /// The stable name, kebab-case under its family.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),* }
            }

            /// How bad it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),* }
            }
        }
    };
}

// Names are never changed once published. Where Frictionless has a name for the mistake, it is taken.
codes! {
    SiteNotFound "source/not-found" Error;
    FileUnreadable "source/unreadable" Error;
    EncodingError "source/encoding-error" Error;
    NotText "source/not-text" Error;

    SettingSyntax "setting/syntax" Error;
    UnknownSetting "setting/unknown-key" Error;
    MissingSetting "setting/missing-key" Error;
    BadSetting "setting/bad-value" Error;
    DuplicateSetting "setting/duplicate-key" Error;

    MissingThemeFile "theme/missing-file" Error;
    TemplateError "theme/template-error" Error;
    LowContrast "theme/low-contrast" Error;
    MissingString "theme/missing-string" Error;

    SourceError "data/source-error" Error;
    DuplicateTable "data/duplicate-table" Error;
    HeaderRows "data/header-rows" Error;
    RemarkRow "data/remark-row" Error;
    BlankLabel "data/blank-label" Error;
    DuplicateLabel "data/duplicate-label" Error;
    MissingLabel "data/missing-label" Error;
    ExtraLabel "data/extra-label" Error;
    IncorrectLabel "data/incorrect-label" Error;
    ExtraCell "data/extra-cell" Error;
    MissingCell "data/missing-cell" Error;
    BlankRow "data/blank-row" Error;
    UnclosedQuote "data/unclosed-quote" Error;
    StrayQuote "data/stray-quote" Error;
    MergedCells "data/merged-cells" Error;
    ErrorValue "data/error-value" Error;
    NotComputed "data/not-computed" Error;
    LostDigits "data/lost-digits" Error;
    NestedValue "data/nested-value" Error;
    TypeError "data/type-error" Error;
    UndeclaredNotation "data/undeclared-notation" Warning;
    MixedPercent "data/mixed-percent" Warning;
    StraySpace "data/stray-space" Warning;
    EmptyBelow "data/empty-below" Warning;
    TotalRow "data/total-row" Warning;
    TotalMismatch "data/total-mismatch" Error;
    ConstraintError "data/constraint-error" Error;
    UniqueError "data/unique-error" Error;
    UniqueKeyError "data/unique-key" Error;
    PrimaryKeyError "data/primary-key" Error;
    ForeignKeyError "data/foreign-key" Error;
    DuplicateRow "data/duplicate-row" Error;
    RowConstraint "data/row-constraint" Error;
    SumMismatch "data/sum-mismatch" Error;
    TooEarly "data/date-too-early" Error;
    DeviatedValue "data/deviated-value" Error;
    UnusedException "data/unused-exception" Warning;
    MoreErrors "data/more-errors" Error;
    UnknownTable "data/unknown-table" Error;
    UnknownColumn "data/unknown-column" Error;
    QuerySyntax "data/query-syntax" Error;
    QueryForbidden "data/query-forbidden" Error;
    QueryCycle "data/query-cycle" Error;
    QueryFailed "data/query-failed" Error;

    DuplicateMetric "metric/duplicate-id" Error;
    BadMetricId "metric/bad-id" Error;
    NotANumber "metric/not-a-number" Error;
    ShareAboveWhole "metric/share-above-100" Error;
    NoAsOf "metric/no-as-of" Warning;
    UnlikelyValue "metric/unlikely-value" Warning;
    RepeatedRow "metric/repeated-row" Warning;

    UnclosedFrontMatter "content/unclosed-front-matter" Error;
    UnclosedFence "content/unclosed-fence" Error;
    UnclosedExpression "content/unclosed-expression" Error;
    RawHtml "content/raw-html" Warning;
    UnknownFootnote "content/unknown-footnote" Error;
    ExtraTableCell "content/extra-cell" Error;

    NoPage "page/none" Error;
    DuplicateSlug "page/duplicate-slug" Error;
    BadSlug "page/bad-slug" Error;
    BrokenLink "link/broken" Error;
    BrokenFragment "link/broken-fragment" Error;

    ExpressionSyntax "figure/syntax" Error;
    UnknownName "figure/unknown-name" Error;
    UnknownFilter "figure/unknown-filter" Error;
    BadArgument "figure/bad-argument" Error;
    UnknownDimension "figure/unknown-dimension" Error;
    NoRow "figure/no-row" Error;
    SeveralRows "figure/several-rows" Error;
    TimeOpen "figure/time-left-open" Error;
    NoValue "figure/no-value" Warning;
    NoBase "figure/no-base" Error;

    NumberUnverified "number/unverified" Warning;
    NumberContradicted "number/contradicted" Error;
    ClaimContradicted "claim/contradicted" Error;
    ClaimUndecidable "claim/undecidable" Warning;

    UnreadableDeadline "deadline/unreadable" Error;
    DeadlineUndecided "deadline/no-as-of" Warning;
    OpinionUnanswered "opinion/unanswered" Warning;
    OpinionOverdue "opinion/overdue" Warning;
    OpinionNoEvidence "opinion/no-evidence" Warning;
    UnusedExcuse "opinion/unused-acceptance" Warning;
    NoLedger "opinion/no-ledger" Error;
    BallotCount "ballot/bad-count" Error;
    BallotSum "ballot/sum-mismatch" Error;
    BallotBase "ballot/no-base" Error;
    BallotOption "ballot/unknown-option" Error;
    FacilityOverdue "facility/overdue" Warning;
    FacilityTotals "facility/total-mismatch" Error;

    BadAlias "page/bad-alias" Error;
    AliasTaken "page/alias-taken" Error;
    MissingConvention "convention/missing-setting" Warning;
    UnfitConvention "convention/unfit-setting" Warning;
    MissingFrontMatter "convention/missing-front-matter" Warning;
    MissingTranslation "language/missing-translation" Warning;
    UndeclaredLanguage "language/undeclared" Warning;
    NotForPublication "convention/not-for-publication" Error;

    UnknownEmbed "embed/unknown-kind" Error;
    UnknownMetric "metric/unknown" Error;
    UnknownChartKind "chart/unknown-kind" Error;
    MissingChannel "chart/missing-channel" Error;
    UnusedChannel "chart/unused-channel" Error;
    NoData "chart/no-data" Error;
    UnfitData "chart/unfit-data" Error;
    BadShapes "chart/bad-shapes" Error;
    BrokenSeries "chart/missing-periods" Warning;
    TooManySeries "chart/too-many-series" Warning;
    NotOneWhole "chart/not-one-whole" Warning;
    SumNotWhole "chart/sum-not-100" Warning;
    BarAxis "chart/bar-axis-not-zero" Error;
    TruncatedAxis "chart/truncated-axis" Warning;
    DualAxis "chart/dual-axis" Error;
    NoChartSource "chart/no-source" Warning;
    NoUnit "chart/no-unit" Warning;
    TitleTooLong "chart/title-too-long" Warning;
    AcrossBreak "chart/series-break" Warning;
    UnusedAcceptance "chart/unused-acceptance" Warning;

    NoFont "picture/no-font" Warning;

    DocumentNotMade "document/not-made" Warning;
    UndatedDocument "document/no-date" Warning;
    MissingFace "document/missing-face" Warning;
    MissingCharacter "document/missing-character" Warning;
    DroppedCharacter "document/dropped-character" Warning;

    UnexplainedRevision "revision/unexplained" Error;
    UnusedRevision "revision/unused" Warning;
    UnknownEdition "revision/unknown-edition" Error;
    DamagedEdition "edition/damaged" Error;
    EditionExists "edition/exists" Error;

    IdentityNumber "guard/identity-number" Error;
    OldIdentityNumber "guard/old-identity-number" Warning;
    MobileNumber "guard/mobile-number" Error;
    LandlineNumber "guard/landline-number" Warning;
    BankCard "guard/bank-card" Error;
    PassportNumber "guard/passport-number" Warning;
    NumberPlate "guard/number-plate" Warning;
    PolicePlate "guard/police-plate" Error;
    WeakMask "guard/weak-mask" Error;
    DamagedNumber "guard/damaged-number" Warning;
    EMail "guard/e-mail" Warning;
    IpAddress "guard/ip-address" Warning;
    HomeAddress "guard/home-address" Warning;
    PersonalName "guard/personal-name" Warning;
    SecrecyMark "guard/secrecy-mark" Error;
    InternalField "guard/internal-field" Error;
    InternalText "guard/internal-text" Error;
    NotSearched "guard/not-searched" Error;
    SmallCell "guard/small-cell" Error;
    RecoverableCell "guard/recoverable-cell" Error;
    SuppressedFigure "guard/suppressed-figure" Warning;
    PartialSum "guard/partial-sum" Warning;
    UnusedWaiver "guard/unused-waiver" Warning;

    DuplicateFile "publish/duplicate-file" Error;
    Locked "publish/locked" Error;
    NotOurs "publish/not-ours" Error;
    WriteFailed "publish/write-failed" Error;
    FileExists "publish/file-exists" Error;

    NotEmpty "publish/not-empty" Error;
    RootAbsolute "publish/root-absolute" Error;
    LeavesFolder "publish/leaves-folder" Error;
    LoadedFromOutside "publish/loaded-from-outside" Error;
    LostReference "publish/lost-reference" Error;
    LostFragment "publish/lost-fragment" Error;
    DuplicateId "publish/duplicate-id" Error;
    MalformedHtml "publish/malformed-html" Error;
    InlineCode "publish/inline-code" Error;
    HeavyPage "publish/heavy-page" Warning;
}

#[cfg(test)]
mod tests {
    use crate::Code;

    #[test]
    fn names_are_kebab_case_under_a_family_and_unique() {
        let mut names: Vec<&str> = Code::ALL.iter().map(|it| it.name()).collect();
        for name in &names {
            let (family, rest) = name.split_once('/').expect("a family");
            let kebab = |it: &str| {
                !it.is_empty()
                    && it
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            assert!(kebab(family) && kebab(rest), "{name}");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
