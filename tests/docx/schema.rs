//! The order elements have to stand in, by ISO/IEC 29500: programs call a document damaged that has another.

use std::collections::BTreeSet;

use crate::support::markup::{Element, parse_xml};

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

/// What is wrong with a part's markup; nothing for a part that is none.
pub(super) fn check(path: &str, markup: &str) -> Vec<String> {
    if !path.ends_with(".xml") && !path.ends_with(".rels") {
        return Vec::new();
    }
    let part = match parse_xml(markup) {
        Ok(part) => part,
        Err(reason) => return vec![format!("{path}: {reason}")],
    };
    let elements = part.descendants();
    let mut complaints: Vec<String> = elements.iter().flat_map(|it| misplaced(it)).collect();
    let has_control = |it: char| it.is_control() && it != '\n';
    if part.text().contains(has_control) {
        complaints.push("a control character stands in its text".to_owned());
    }
    let mut ids = BTreeSet::new();
    let bookmarks = part.find_all("w:bookmarkStart").into_iter();
    let doubled = bookmarks.filter(|it| !ids.insert(it.attribute("w:id")));
    complaints.extend(doubled.map(|it| format!("two bookmarks are {:?}", it.attribute("w:id"))));
    complaints
        .iter()
        .map(|it| format!("{path}: {it}"))
        .collect()
}

/// What stands in an element and should not, or not there.
fn misplaced(parent: &Element) -> Vec<String> {
    // Of other elements the schema asks for no order.
    let Some((_, order)) = ORDERS.iter().find(|it| it.0 == parent.name) else {
        return Vec::new();
    };
    let mut reached = 0;
    let mut complaints = Vec::new();
    for child in parent.child_elements() {
        let places = order.split_whitespace().enumerate().skip(reached);
        let mut places = places.filter(|(_, it)| it.split('|').any(|it| it == child.name));
        match places.next() {
            Some((at, _)) => reached = at,
            None => complaints.push(format!(
                "{} stands too late or has no place in {}",
                child.name, parent.name
            )),
        }
    }
    complaints
}

#[test]
fn another_order_is_noticed() {
    assert_eq!(check("a.xml", "<w:pPr><w:jc/><w:ind/></w:pPr>").len(), 1);
    assert_eq!(check("a.xml", "<w:pPr><w:ind/><w:jc/></w:pPr>"), [""; 0]);
    assert_eq!(check("a.xml", "<w:p><w:r></w:p>").len(), 1);
    assert_eq!(check("a.xml", "<w:p><w:t>\u{7}</w:t></w:p>").len(), 2);
}
