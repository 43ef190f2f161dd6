// node_server.js PORT_FILE: an HTTP server on 127.0.0.1 that answers every request alike.
const fs = require("fs");
const http = require("http");

const file = process.argv[2];
const server = http.createServer((request, response) => {
  response.writeHead(200, { "Content-Length": 5 });
  response.end("hello");
});
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  fs.writeFileSync(file + ".new", String(server.address().port));
  fs.renameSync(file + ".new", file);
});
