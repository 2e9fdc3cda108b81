//! Builds the tree's HTML as one string, which the browser parses faster than the same tree built by DOM calls. All
//! text that is not markup is escaped, so user input cannot become markup.

use crate::criteria::state::Builder;
use crate::criteria::tree::row;
use crate::criteria::words::{self, Kind, Part, join_name};
use crate::i18n::t;
use model::criteria::{Content, Join, Node, NodeId};

/// Escapes text for element content and for double-quoted attributes.
pub(in crate::criteria) fn escape(text: &str, into: &mut String) {
    for c in text.chars() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            c => into.push(c),
        }
    }
}

/// Trusted markup, or text that is escaped.
enum Piece<'a> {
    Ours(&'a str),
    Text(&'a str),
}
use Piece::{Ours, Text};

fn write(into: &mut String, pieces: &[Piece<'_>]) {
    for piece in pieces {
        match piece {
            Ours(markup) => into.push_str(markup),
            Text(text) => escape(text, into),
        }
    }
}

const GRIP: &str = "<span class=\"grip\" aria-hidden=\"true\"></span>";
const COUNT: &str = "<span class=\"count nums\"></span>";
const MORE: &str =
    "<button type=\"button\" class=\"btn quiet s icon more\" data-do=\"more\" tabindex=\"-1\" aria-expanded=\"false\"";

/// Writes a node with everything below it.
pub(in crate::criteria) fn node(builder: Builder, node: &Node, into: &mut String) {
    match &node.content {
        Content::Group(..) => group(builder, node, into),
        _ => rule(builder, node, into),
    }
}

fn rule(builder: Builder, node: &Node, into: &mut String) {
    let parts = builder.store(|store| words::parts(store, node));
    let sentence = words::said(node, &parts);
    let number = node.id.0.to_string();
    write(into, &[Ours("<li class=\"node rule")]);
    for (name, _) in row::classes(node, &parts).into_iter().filter(|(_, on)| *on) {
        write(into, &[Ours(" "), Ours(name)]);
    }
    write(into, &[Ours("\" id=\""), Text(&row::id(node.id)), Ours("\" data-node=\""), Text(&number), Ours("\">")]);
    write(into, &[Ours(GRIP), Ours("<button type=\"button\" class=\"say\" data-do=\"edit\" tabindex=\"-1\">")]);
    say(node, &parts, into);
    write(into, &[Ours("</button>")]);
    if node.locked {
        write(into, &[Ours("<span class=\"lock\">"), Text(t!(builder.locked)), Ours("</span>")]);
    }
    let label =
        [Ours(" aria-label=\""), Text(t!(builder.more)), Text(": "), Text(&sentence), Ours("\">⋯</button></li>")];
    write(into, &[Ours(COUNT), Ours(MORE)]);
    write(into, &label);
}

/// Writes the sentence of a row.
pub(in crate::criteria) fn say(node: &Node, parts: &[Part], into: &mut String) {
    for Part { kind, text } in parts {
        let (start, end) = match kind {
            Kind::Plain => ("", ""),
            Kind::Not => ("<i class=\"not\">", "</i>"),
            Kind::Attribute => ("<b>", "</b>"),
            Kind::Value => ("<em>", "</em>"),
            Kind::Raw => ("<code>", "</code>"),
            Kind::Missing => ("<small class=\"lacks\">", "</small>"),
        };
        write(into, &[Ours(start), Text(text), Ours(end)]);
    }
    if let Content::Raw(raw) = &node.content {
        write(into, &[Ours("<small class=\"tag\">"), Text(words::dialect_name(raw.dialect)), Ours("</small>")]);
    }
}

/// Writes a group with its children. [`row::fill`] adds what depends on its state: pressed buttons, labels, the lock.
fn group(builder: Builder, own: &Node, into: &mut String) {
    let is_root = own.id == NodeId::ROOT;
    let (tag, class, tab) = if is_root { ("div", "node group root", "0") } else { ("li", "node group", "-1") };
    let number = own.id.0.to_string();
    let button = |into: &mut String, class: &str, what: &str, text: &str| {
        write(into, &[Ours("<button type=\"button\" class=\""), Ours(class), Ours("\" data-do=\""), Ours(what)]);
        write(into, &[Ours("\" tabindex=\""), Ours(tab), Ours("\">"), Text(text), Ours("</button>")]);
    };
    write(into, &[Ours("<"), Ours(tag), Ours(" class=\""), Ours(class), Ours("\" id=\""), Text(&row::id(own.id))]);
    write(
        into,
        &[Ours("\" data-node=\""), Text(&number), Ours("\"><div class=\"box\" role=\"group\"><div class=\"head\">")],
    );
    write(into, &[Ours(if is_root { "" } else { GRIP }), Ours("<span class=\"seg\">")]);
    button(into, "", "all", join_name(Join::All));
    button(into, "", "any", join_name(Join::Any));
    write(into, &[Ours("</span>")]);
    button(into, "btn quiet s not", "not", t!(builder.not));
    write(into, &[Ours("<span class=\"grow\"></span>"), Ours(COUNT)]);
    if !is_root {
        write(into, &[Ours(MORE), Ours(">⋯</button>")]);
    }
    write(into, &[Ours("</div><ul>")]);
    for child in own.children() {
        node(builder, child, into);
    }
    write(into, &[Ours("</ul><p class=\"none\"></p><div class=\"foot\">")]);
    button(into, "btn s plus", "add", t!(builder.add_condition));
    button(into, "btn s plus", "group", t!(builder.add_group));
    if is_root {
        button(into, "btn s plus", "or", t!(builder.or_people));
    }
    write(into, &[Ours("</div></div></"), Ours(tag), Ours(">")]);
}
