/**
 * How long whoever connects may take to say what they want, in milliseconds: who says nothing, or half, is answered 408
 * and cut off. For `createServer` of node:http.
 */
export const handshake = { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 }
