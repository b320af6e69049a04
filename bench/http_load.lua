-- Posts one record a request, with 100 bytes of value, and says how it went as JSON.
wrk.method = "POST"
wrk.headers["content-type"] = "application/vnd.kafka.text.v2+json"
wrk.body = '{"records":[{"key":"testOne","value":"' .. string.rep("x", 100) .. '"}]}'

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
