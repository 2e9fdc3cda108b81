// react-querybuilder as its documentation shows it first: a controlled component in a production build.

import { useState } from "react";
import { createRoot } from "react-dom/client";
import { QueryBuilder } from "react-querybuilder";
import "react-querybuilder/dist/query-builder.css";
import { bench } from "./page.js";

/** The operators that the portal offers for texts. */
const operators = [
  { name: "contains", label: "contains" },
  { name: "doesNotContain", label: "does not contain" },
  { name: "beginsWith", label: "begins with" },
  { name: "doesNotBeginWith", label: "does not begin with" },
  { name: "endsWith", label: "ends with" },
  { name: "doesNotEndWith", label: "does not end with" },
  { name: "=", label: "is exactly" },
  { name: "!=", label: "is not" },
  { name: ">=", label: "greater or equal" },
  { name: "<=", label: "less or equal" },
  { name: "notNull", label: "present" },
  { name: "null", label: "not present" },
];
const names = { contains: "contains", startsWith: "beginsWith", isExactly: "=", notContains: "doesNotContain" };

let fields = [];
let initial = null;
let latest = null;

/** The portal's form of a rule as react-querybuilder's. */
function translate(node) {
  if (node.of) return { combinator: node.join === "all" ? "and" : "or", rules: node.of.map(translate) };
  return { field: node.attribute, operator: names[node.operator], value: node.values[0] };
}

function leaves(node) {
  return node.rules ? node.rules.flatMap(leaves) : [node];
}

function Page() {
  const [query, setQuery] = useState(initial);
  const change = (next) => {
    latest = next;
    setQuery(next);
  };
  return <QueryBuilder fields={fields} operators={operators} query={query} onQueryChange={change} />;
}

bench({
  prepare(config, rule) {
    const store = JSON.parse(config).identityStores[0];
    fields = store.attributes.map(({ name, label }) => ({ name, label: label?.en ?? name }));
    initial = translate(JSON.parse(rule));
  },
  show: () => createRoot(document.getElementById("root")).render(<Page />),
  rows: () => document.querySelectorAll(".rule").length,
  enter: (nth) => document.querySelectorAll(".rule")[nth].querySelector("input.rule-value"),
  told: (nth) => leaves(latest)[nth].value,
});
