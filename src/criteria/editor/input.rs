//! The condition in the editor, as its fields read and change it.

use crate::criteria::state::Builder;
use crate::i18n::t;
use leptos::prelude::*;
use model::config::{AttributeConfig, Syntax};
use model::criteria::{Condition, NodeId, Operator, Problem, Value, ValueKind};

/// The edited condition. Copies share the same state.
#[derive(Clone, Copy)]
pub(super) struct ConditionInput {
    pub builder: Builder,
    node: NodeId,
    condition: Memo<Condition>,
}

/// Which input the value of a condition needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueInput {
    /// None: there is no operator yet, or it takes no value.
    Nothing,
    /// A text field, also used for numbers.
    Text,
    /// Two radio buttons.
    Boolean,
    /// A date, fixed or relative to today.
    Moment(Syntax),
    /// A picker for a person, a group or a container.
    Object(Syntax),
    /// Check boxes for the bits of a mask.
    Flags,
}

impl ConditionInput {
    /// The condition of a node. An empty one if the node no longer exists or is no condition.
    pub fn new(builder: Builder, node: NodeId) -> Self {
        let condition = Memo::new(move |_| {
            let criteria = builder.criteria();
            criteria.node(node).and_then(|node| node.as_condition()).cloned().unwrap_or_default()
        });
        Self { builder, node, condition }
    }

    /// Reads the condition; reactive.
    pub fn with<T>(&self, look: impl FnOnce(&Condition) -> T) -> T {
        self.condition.with(look)
    }

    /// Changes the condition as part of the current typing, which is one undo step.
    pub fn change(&self, change: impl FnOnce(&mut Condition)) {
        // A field that is removed from the page may still send an event after the editor was closed.
        if self.builder.editing.get_untracked() == Some(self.node) {
            let now = self.builder.now();
            let mut condition = now.node(self.node).and_then(|node| node.as_condition()).cloned().unwrap_or_default();
            change(&mut condition);
            self.builder.type_in(self.node, condition);
        }
    }

    /// The configuration of the condition's attribute; reactive.
    pub fn attribute(&self) -> Option<AttributeConfig> {
        self.with(|condition| self.known(&condition.attribute))
    }

    /// The configuration of an attribute, if it is configured.
    pub fn known(&self, name: &str) -> Option<AttributeConfig> {
        self.builder.store(|store| store.schema().attribute(name).cloned())
    }

    /// The syntax of the values; an unknown attribute has text. Reactive.
    pub fn syntax(&self) -> Syntax {
        self.attribute().map_or(Syntax::String, |known| known.syntax)
    }

    /// Whether the attribute allows an operator; an unknown attribute allows all. Reactive.
    pub fn offers(&self, operator: Operator) -> bool {
        self.attribute().is_none_or(|known| known.offers(operator))
    }

    /// Which input the value needs; follows the attribute and the operator.
    pub fn form(self) -> Memo<ValueInput> {
        Memo::new(move |_| {
            let operator = self.with(|condition| condition.operator);
            let syntax = self.syntax();
            match operator {
                None => ValueInput::Nothing,
                Some(operator) if !operator.takes_value() => ValueInput::Nothing,
                // A pasted rule may compare an attribute without named bits with a mask; the mask is entered as a
                // number then.
                Some(operator) => match syntax {
                    Syntax::Flags => ValueInput::Flags,
                    _ if operator.is_of_flags() => ValueInput::Text,
                    Syntax::String | Syntax::Number => ValueInput::Text,
                    Syntax::Boolean => ValueInput::Boolean,
                    Syntax::Date | Syntax::FileTime => ValueInput::Moment(syntax),
                    // Operators such as "contains" compare part of a name, which is text.
                    Syntax::Dn | Syntax::Person if compares_text(operator) => ValueInput::Text,
                    Syntax::Dn | Syntax::Person => ValueInput::Object(syntax),
                },
            }
        })
    }

    /// Whether the operator allows several values; reactive.
    pub fn takes_several(&self) -> bool {
        self.with(|condition| condition.operator.is_some_and(Operator::takes_several))
    }

    /// The first value, if it is text and no relative date; reactive.
    pub fn first(&self) -> Option<String> {
        self.with(|condition| condition.values.first().and_then(Value::as_text).map(str::to_owned))
    }

    /// Replaces all values by one.
    pub fn put(&self, value: Value) {
        self.change(|condition| condition.values = vec![value]);
    }

    /// The error of the attribute field, as a sentence; reactive.
    pub fn attribute_problem(&self) -> Option<String> {
        let unknown = self.problem()? == Problem::UnknownAttribute;
        unknown.then(|| t!(builder.unknown_attribute).to_owned())
    }

    /// The hint for an attribute that is not configured, as a sentence, or ""; reactive.
    pub fn attribute_hint(&self) -> String {
        let name = self.with(|condition| condition.attribute.clone());
        let is_unlisted = self.builder.store(|store| store.schema().is_unlisted(&name));
        if is_unlisted { t!(builder.unlisted_attribute).to_owned() } else { String::new() }
    }

    /// The error of the value field, as a sentence; reactive.
    pub fn value_problem(&self) -> Option<String> {
        let Problem::Value(_, kind) = self.problem()? else { return None };
        let sentence = match kind {
            ValueKind::Text => t!(builder.needs_text),
            ValueKind::Number => t!(builder.needs_number),
            ValueKind::Boolean => t!(builder.needs_boolean),
            ValueKind::Moment => t!(builder.needs_moment),
            ValueKind::Dn => t!(builder.needs_dn),
            ValueKind::Mask => t!(builder.needs_mask),
        };
        Some(sentence.to_owned())
    }

    fn problem(&self) -> Option<Problem> {
        self.with(|condition| self.builder.store(|store| store.schema().problem(condition)))
    }
}

fn compares_text(operator: Operator) -> bool {
    !matches!(operator, Operator::IsExactly | Operator::IsNot | Operator::ChainMatch)
}
