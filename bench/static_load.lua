-- wrk's side of bench/static_load.py: asks for the paths of a file in a seeded order, and says what came as one line of JSON.
local paths, threads = {}, 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  for line in io.lines(args[1]) do paths[#paths + 1] = line end
  math.randomseed(number)
  wrk.headers["Accept-Encoding"] = args[2]
end

function request()
  return wrk.format("GET", paths[math.random(#paths)])
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.2f,"bytes":%d,"p50":%.1f,"p99":%.1f,"worst":%.1f,"errors":%d,"statuses":%d,"timeouts":%d}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, e.connect + e.read + e.write, e.status, e.timeout))
end
