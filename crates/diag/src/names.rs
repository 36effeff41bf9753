//! Names as a message lists them.

/// The names there are, for a message: at most forty of them, and a dash for none.
pub fn list_names<'b>(names: impl IntoIterator<Item = &'b str>) -> String {
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    if names.is_empty() {
        "—".to_owned()
    } else {
        shortened_to(&names, 40)
    }
}

fn shortened_to(names: &[String], most: usize) -> String {
    let mut text = names
        .iter()
        .take(most)
        .map(String::as_str)
        .collect::<Vec<&str>>()
        .join(", ");
    if names.len() > most {
        text.push_str(" …");
    }
    text
}
