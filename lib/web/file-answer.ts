/** A file to keep. The name goes twice: in ASCII for old programs, in full for the others (RFC 6266). */
export function fileAnswer(file: { body: Uint8Array | string; mediaType: string; fileName: string }): Response {
  const ascii = file.fileName.replace(/[^\x20-\x7e]+|["\\]/g, "").replace(/^[\s-]+/, "") || "brief"
  const full = encodeURIComponent(file.fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return new Response(file.body as BodyInit, {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${full}`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  })
}
