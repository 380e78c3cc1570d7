-- SPDX-FileCopyrightText: The Playhead authors
-- SPDX-License-Identifier: Apache-2.0
--
-- wrk's script: each thread sends prepared requests in turn, and one line of figures ends the run.
-- Arguments: directory of the files 1 to N, N.

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

function init(args)
  local began = os.clock()
  requests = {}
  for i = 1, tonumber(args[2]) do
    local file = assert(io.open(args[1] .. "/" .. i, "rb"))
    requests[i] = file:read("*a")
    file:close()
  end
  sent = 0
  preparing = os.clock() - began
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end

function done(summary, latency, _)
  local cpu = os.clock()
  for _, thread in ipairs(threads) do
    cpu = cpu - thread:get("preparing")
  end
  local errors = summary.errors
  io.write(string.format(
    "figures requests=%d refused=%d broken=%d micros=%d cpuMicros=%d p50Micros=%d p99Micros=%d\n",
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration, cpu * 1e6, latency:percentile(50), latency:percentile(99)))
end
