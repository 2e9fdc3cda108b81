// TanStack Table as its documentation shows it for pages from a server: manual pagination, in a production build of React.

import { useEffect, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { flexRender, getCoreRowModel, useReactTable } from "@tanstack/react-table";

/** As long as the portal waits for more to be typed. */
const REST = 250;

const first = (object, name) => object.attributesBusinessObject.attributesCollection[name]?.[0]?.value ?? "";
const column = (id, header) => ({ id, header, accessorFn: (object) => first(object, id) });
const name = {
  id: "name",
  header: "Name",
  accessorFn: (object) => first(object, "displayName") || object.objectDisplayName,
  cell: (cell) => <a href={`#${cell.row.original.objectIdFromIdentityStore}`}>{cell.getValue()}</a>,
};
const groups = [
  name,
  column("description", "Description"),
  column("IMSGManagedGroupType", "Type"),
  column("XGroupSecurity", "Who can join"),
  column("XGroupExpirationDate", "Expires"),
];
const people = [name, column("mail", "E-mail"), column("title", "Title"), column("department", "Department")];

/** What the portal has asked: for each list and text, the body of its search. */
let asked = { url: "", authorization: "", bodies: {} };

async function search(list, text, page, signal) {
  const body = { ...asked.bodies[list][text], pageNo: page };
  const answer = await fetch(asked.url, {
    method: "POST",
    headers: { authorization: asked.authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  return answer.json();
}

function List({ list }) {
  const [page, setPage] = useState(1);
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState({ data: [], total: 0 });
  const [busy, setBusy] = useState(true);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => {
      setText(typed);
      setPage(1);
    }, REST);
    return () => clearTimeout(timer);
  }, [typed, text]);
  useEffect(() => {
    const gone = new AbortController();
    setBusy(true);
    search(list, text, page, gone.signal)
      .then((found) => {
        setAnswer(found);
        setBusy(false);
      })
      .catch((error) => {
        if (!gone.signal.aborted) throw error;
      });
    return () => gone.abort();
  }, [list, text, page]);
  const columns = useMemo(() => (list === "Members" ? people : groups), [list]);
  const table = useReactTable({
    data: answer.data,
    columns,
    getCoreRowModel: getCoreRowModel(),
    manualPagination: true,
    rowCount: answer.total,
    getRowId: (object) => object.objectIdFromIdentityStore,
  });
  return (
    <section>
      <input type="search" aria-label="Search this list" value={typed} onChange={(event) => setTyped(event.target.value)} />
      <table aria-label={list} aria-busy={busy}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id}>{flexRender(header.column.columnDef.header, header.getContext())}</th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id}>
              {row.getVisibleCells().map((cell) => (
                <td key={cell.id}>{flexRender(cell.column.columnDef.cell, cell.getContext())}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{answer.total}</p>
      <button onClick={() => setPage(page - 1)} disabled={page === 1}>Previous page</button>
      <button onClick={() => setPage(page + 1)}>Next page</button>
    </section>
  );
}

function Page() {
  const [list, setList] = useState("");
  return (
    <>
      <nav>
        {["Dashboard", "General", "All groups", "My groups", "Members"].map((name) => (
          <a key={name} href="#" onClick={(event) => { event.preventDefault(); setList(name); }}>{name}</a>
        ))}
      </nav>
      <main>{["All groups", "My groups", "Members"].includes(list) && <List key={list} list={list} />}</main>
    </>
  );
}

window.feed = (what) => {
  asked = what;
  createRoot(document.getElementById("root")).render(<Page />);
};
