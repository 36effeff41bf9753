//! The order elements have to stand in, by ISO/IEC 29500: programs call a document damaged that has another.

/// Elements, each with those it may hold in order. Where a place is given several names, any of them may stand there,
/// as often as it likes.
const ORDERS: &[(&str, &str)] = &[
    (
        "w:p",
        "w:pPr w:r|w:hyperlink|w:fldSimple|w:bookmarkStart|w:bookmarkEnd",
    ),
    (
        "w:r",
        "w:rPr w:t|w:br|w:tab|w:drawing|w:fldChar|w:instrText|w:footnoteRef|w:footnoteReference|w:separator|w:continuationSeparator",
    ),
    ("w:hyperlink", "w:r|w:fldSimple"),
    ("w:fldSimple", "w:r"),
    (
        "w:pPr",
        "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr w:shd \
         w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE w:autoSpaceDN w:bidi \
         w:adjustRightInd w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents w:suppressOverlap w:jc \
         w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr w:sectPr w:pPrChange",
    ),
    (
        "w:rPr",
        "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike w:outline w:shadow w:emboss w:imprint \
         w:noProof w:snapToGrid w:vanish w:webHidden w:color w:spacing w:w w:kern w:position w:sz w:szCs w:highlight w:u \
         w:effect w:bdr w:shd w:fitText w:vertAlign w:rtl w:cs w:em w:lang",
    ),
    ("w:numPr", "w:ilvl w:numId"),
    (
        "w:sectPr",
        "w:headerReference|w:footerReference w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders \
         w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter w:docGrid",
    ),
    ("w:tbl", "w:tblPr w:tblGrid w:tr"),
    (
        "w:tblPr",
        "w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc \
         w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription",
    ),
    (
        "w:tblBorders",
        "w:top w:left w:bottom w:right w:insideH w:insideV",
    ),
    ("w:tblCellMar", "w:top w:left w:bottom w:right"),
    ("w:tr", "w:trPr w:tc"),
    ("w:trPr", "w:cantSplit|w:tblHeader|w:trHeight"),
    ("w:tc", "w:tcPr w:p"),
    (
        "w:tcPr",
        "w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText w:vAlign",
    ),
    ("w:sdt", "w:sdtPr w:sdtContent"),
    ("w:body", "w:p|w:tbl|w:sdt w:sectPr"),
    (
        "w:style",
        "w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed \
         w:qFormat w:locked w:personal w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr w:tblStylePr",
    ),
    ("w:styles", "w:docDefaults w:latentStyles w:style"),
    ("w:numbering", "w:abstractNum w:num"),
    ("w:num", "w:abstractNumId w:lvlOverride"),
    (
        "w:abstractNum",
        "w:nsid w:multiLevelType w:tmpl w:name w:styleLink w:numStyleLink w:lvl",
    ),
    (
        "w:lvl",
        "w:start w:numFmt w:lvlRestart w:pStyle w:isLgl w:suff w:lvlText w:lvlPicBulletId w:lvlJc w:pPr w:rPr",
    ),
    (
        "w:font",
        "w:altName w:panose1 w:charset w:family w:notTrueType w:pitch w:sig",
    ),
    (
        "w:settings",
        "w:zoom w:bordersDoNotSurroundHeader w:bordersDoNotSurroundFooter w:defaultTabStop w:evenAndOddHeaders \
         w:drawingGridHorizontalSpacing w:drawingGridVerticalSpacing w:characterSpacingControl w:footnotePr w:compat \
         w:themeFontLang w:decimalSymbol w:listSeparator",
    ),
    (
        "w:compat",
        "w:spaceForUL w:balanceSingleByteDoubleByteWidth w:doNotLeaveBackslashAlone w:ulTrailSpace \
         w:doNotExpandShiftReturn w:adjustLineHeightInTable w:useFELayout w:compatSetting",
    ),
    (
        "wp:inline",
        "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic",
    ),
    ("pic:pic", "pic:nvPicPr pic:blipFill pic:spPr"),
    ("pic:blipFill", "a:blip a:srcRect a:stretch"),
    ("pic:spPr", "a:xfrm a:prstGeom"),
];

/// An element that is open: its name, and its place in the order of its parent's children so far.
struct Open {
    name: String,
    reached: usize,
}

/// What is wrong with a part's markup; nothing for a part that is none.
pub fn check(path: &str, markup: &str) -> Vec<String> {
    let is_markup = path.ends_with(".xml") || path.ends_with(".rels");
    let mut complaints = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    for tag in markup
        .split('<')
        .skip(1)
        .filter(|it| is_markup && !it.starts_with('?'))
    {
        let Some((tag, behind)) = tag.split_once('>') else {
            complaints.push(format!("{path}: {tag} has no end"));
            continue;
        };
        if behind.contains(|it: char| it.is_control() && it != '\n')
            || behind.split('&').skip(1).any(|it| !it.contains(';'))
        {
            complaints.push(format!("{path}: {behind:?} is no text"));
        }
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().is_none_or(|it| it.name != name) {
                complaints.push(format!("{path}: {name} was not open"));
            }
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        complaints.extend(
            open.last_mut()
                .and_then(|it| misplaced(it, name))
                .map(|it| format!("{path}: {it}")),
        );
        let id = tag
            .split("w:id=\"")
            .nth(1)
            .and_then(|it| it.split('"').next());
        if name == "w:bookmarkStart" && !ids.insert(id.unwrap_or_default().to_owned()) {
            complaints.push(format!("{path}: two bookmarks are {id:?}"));
        }
        if !tag.ends_with('/') {
            open.push(Open {
                name: name.to_owned(),
                reached: 0,
            });
        }
    }
    complaints.extend(
        open.iter()
            .map(|it| format!("{path}: {} is left open", it.name)),
    );
    complaints
}

fn misplaced(parent: &mut Open, name: &str) -> Option<String> {
    let (_, order) = ORDERS.iter().find(|it| it.0 == parent.name)?;
    let places = order.split_whitespace().enumerate();
    let found = places
        .skip(parent.reached)
        .find(|(_, it)| it.split('|').any(|it| it == name));
    match found {
        Some((at, _)) => {
            parent.reached = at;
            None
        }
        None => Some(format!(
            "{name} stands too late or has no place in {}",
            parent.name
        )),
    }
}

#[test]
fn another_order_is_noticed() {
    assert_eq!(check("a.xml", "<w:pPr><w:jc/><w:ind/></w:pPr>").len(), 1);
    assert_eq!(check("a.xml", "<w:pPr><w:ind/><w:jc/></w:pPr>"), [""; 0]);
    assert_eq!(check("a.xml", "<w:p><w:r></w:p>").len(), 2);
}
