// The same cells as in cells.py.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.dirname(__dirname);
const AVAILABILITY_ZONES = ["us-east-1a", "us-east-1b"];

module.exports = {
  ROOT,
  ACCOUNT: "111111111111",
  REGION: "us-east-1",
  AVAILABILITY_ZONES,
  ZONE: "example.com",
  NAME: "api",
  SERVICE_NAME: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
  LISTENERS: [
    { port: 443, targetPort: 8443, lastByte: 10 },
    { port: 5432, targetPort: 5432, lastByte: 11 },
  ],
  key: (place) => `c${String(place).padStart(3, "0")}`,
  block: (place) => `10.${place % 256}.0.0/16`,
  targets: (place, lastByte) => AVAILABILITY_ZONES.map((_, zone) => `10.${place % 256}.${zone * 16}.${lastByte}`),
  context: () => JSON.parse(fs.readFileSync(path.join(ROOT, "cdk.json"), "utf8")).context,
};
