-- Posts records of 100 bytes, and says how it went as JSON. Arguments: records a request, and how many
-- distinct keys; each request takes the next ones.
wrk.method = "POST"
wrk.headers["content-type"] = "application/vnd.kafka.text.v2+json"

local value = string.rep("x", 100)
local batch, keys, nextKey = 1, 1, 0

function init(args)
  batch, keys = tonumber(args[1]), tonumber(args[2])
end

function request()
  local records = {}
  for i = 1, batch do
    records[i] = '{"key":"key-' .. nextKey .. '","value":"' .. value .. '"}'
    nextKey = (nextKey + 1) % keys
  end
  return wrk.format(nil, nil, nil, '{"records":[' .. table.concat(records, ",") .. "]}")
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    'result {"requests":%d,"seconds":%f,"errors":%d,"p50":%f,"p99":%f}',
    summary.requests,
    summary.duration / 1e6,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3
  ))
end
