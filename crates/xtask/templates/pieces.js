let pieces;
// A module out of the file that holds the small ones, as if it had been fetched by itself.
async function piece(from, to) {
    pieces ??= fetch(new URL("./portal-chunks.wasm", import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${answer.url}`);
        return answer.arrayBuffer();
    });
    try {
        const module = (await pieces).slice(from, to);
        return new Response(module, { headers: { "Content-Type": "application/wasm" } });
    } catch (error) {
        // The next one who asks tries again.
        pieces = undefined;
        throw error;
    }
}
