package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the server does in one step. Each script returns a list that begins with a word. The first key is the hash of
 * the channel, and its name is also where notices are published; the second one is the stream.
 */
enum Script {

    /**
     * Looks at a channel, and makes it if there is none. Arguments: what it was made as, or nothing; what to make it
     * as; its settings; the newest number that is known.
     */
    LOOK("""
            local kinds = {'hash', 'stream'}
            for i = 1, 2 do
              local type = redis.call('TYPE', KEYS[i]).ok
              if type ~= 'none' and type ~= kinds[i] then
                return {'type', KEYS[i], type}
              end
            end
            local made = redis.call('HGET', KEYS[1], 'made')
            if not made then
              if ARGV[1] ~= '' then
                return {'gone', 'the server has none of this name'}
              end
              for i = 1, 2 do
                if redis.call('EXISTS', KEYS[i]) == 1 then
                  return {'type', KEYS[i], kinds[i]}
                end
              end
              made = ARGV[2]
              redis.call('HSET', KEYS[1], 'made', made, 'kind', ARGV[3], 'capacity', ARGV[4],
                  'answer-within', ARGV[5], 'unanswered', ARGV[6], 'last', '0')
              if ARGV[3] == 'queue' then
                redis.call('XGROUP', 'CREATE', KEYS[2], 'workers', '0', 'MKSTREAM')
              end
            elseif ARGV[1] ~= '' and made ~= ARGV[1] then
              return {'gone', 'another one was made'}
            end
            local meta = redis.call('HMGET', KEYS[1],
                'kind', 'capacity', 'answer-within', 'unanswered', 'last', 'end')
            if meta[5] ~= '0' and redis.call('EXISTS', KEYS[2]) == 0 then
              return {'gone', 'its stream was deleted'}
            end
            local first = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1]
            local known = redis.call('XRANGE', KEYS[2], '0-' .. ARGV[7], '0-' .. ARGV[7])[1]
            local newest = ''
            if redis.call('EXISTS', KEYS[2]) == 1 then
              local about = redis.call('XINFO', 'STREAM', KEYS[2])
              for i = 1, #about, 2 do
                if about[i] == 'last-generated-id' then
                  newest = about[i + 1]
                end
              end
            end
            return {'ok', made, meta[1], meta[2], meta[3], meta[4], meta[5], meta[6] or '-1',
                first and first[1] or '', known and known[2][1] or '',
                redis.call('XLEN', KEYS[2]), newest, known and known[1] or ''}
            """),

    /**
     * Sends values once, in one step. The third key is the counter of the last value of their sender. They are stored
     * only behind the value before them, so that the order stays. The last one of the step drives out what a broadcast
     * has no room for. Arguments: what the channel was made as; the counter
     * of the first value; the counter of the value before it, or 0; how many seconds the sender is kept; the values.
     * Returns how many of them are stored now, the number of the newest value, and the time if some are new. The word
     * says what became of the others.
     */
    SEND("""
            local meta = redis.call('HMGET', KEYS[1], 'made', 'kind', 'capacity', 'last', 'end')
            if meta[1] ~= ARGV[1] then
              return {'gone', 0}
            end
            local sent = tonumber(redis.call('GET', KEYS[3]) or '0')
            local count = #ARGV - 4
            local known = math.max(0, math.min(count, sent - tonumber(ARGV[2]) + 1))
            if known == count then
              return {'ok', known, meta[4], ''}
            end
            if meta[5] then
              return {'closed', known, meta[4], ''}
            end
            if tonumber(ARGV[3]) > sent then
              return {'behind', 0}
            end
            if meta[4] ~= '0' and redis.call('EXISTS', KEYS[2]) == 0 then
              return {'gone', 0}
            end
            local time = redis.call('TIME')
            local now = time[1] .. string.rep('0', 6 - #time[2]) .. time[2]
            local stored, number, refusal = known, meta[4], nil
            local room = meta[2] == 'queue' and tonumber(meta[3]) - redis.call('XLEN', KEYS[2]) or count
            for i = known + 1, math.min(count, known + room) do
              local id
              if meta[2] == 'queue' or i < count then
                id = redis.pcall('XADD', KEYS[2], '0-*', now, ARGV[i + 4])
              else
                id = redis.pcall('XADD', KEYS[2], 'MAXLEN', '=', meta[3], '0-*', now, ARGV[i + 4])
              end
              if type(id) == 'table' then
                refusal = id
                break
              end
              stored, number = i, string.sub(id, 3)
            end
            if stored == known then
              return refusal or {'full', known, meta[4], ''}
            end
            redis.call('HSET', KEYS[1], 'last', number)
            redis.call('SET', KEYS[3], string.format('%.0f', tonumber(ARGV[2]) + stored - 1), 'EX', ARGV[4])
            redis.call('PUBLISH', KEYS[1], 'v ' .. number .. ' ' .. now)
            return {stored == count and 'ok' or 'full', stored, number, now}
            """),

    /** Closes a channel. Argument: what it was made as. */
    CLOSE("""
            local meta = redis.call('HMGET', KEYS[1], 'made', 'last', 'end')
            if meta[1] ~= ARGV[1] then
              return {'gone'}
            end
            if not meta[3] then
              redis.call('HSET', KEYS[1], 'end', meta[2])
            end
            redis.call('PUBLISH', KEYS[1], 'e')
            return {'ok'}
            """),

    /**
     * Takes values from a queue: first those whose time is over, then new ones. The third key has when each value
     * without an answer may go to another receiver, in milliseconds. Arguments: what the queue was made as, how many
     * values, how many may be without an answer, how many milliseconds a receiver has for its answer. If the third key
     * was deleted, it is made again from what the group of receivers has. Returns whether the queue is closed, how many
     * values it has, and after how many milliseconds to ask again; then attempts and entries.
     */
    TAKE("""
            local meta = redis.call('HMGET', KEYS[1], 'made', 'end')
            if meta[1] ~= ARGV[1] then
              return {'gone'}
            end
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            local due = string.format('%.0f', now + tonumber(ARGV[4]))
            local count = tonumber(ARGV[2])
            local answer = {'ok', meta[2] and 'closed' or 'open', 0, 0}
            local unanswered = redis.call('XPENDING', KEYS[2], 'workers')[1]
            if unanswered > redis.call('ZCARD', KEYS[3]) then
              for _, one in ipairs(redis.call('XPENDING', KEYS[2], 'workers', '-', '+', unanswered)) do
                redis.call('ZADD', KEYS[3], 'NX', string.format('%.0f', now + tonumber(ARGV[4]) - one[3]), one[1])
              end
            end
            local again = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', string.format('%.0f', now), 'LIMIT', 0, count)
            for _, id in ipairs(again) do
              local entry = redis.call('XCLAIM', KEYS[2], 'workers', 'workers', 0, id)[1]
              if entry then
                redis.call('ZADD', KEYS[3], due, id)
                answer[#answer + 1] = redis.call('XPENDING', KEYS[2], 'workers', id, id, 1)[1][4]
                answer[#answer + 1] = entry
                count = count - 1
              else
                redis.call('ZREM', KEYS[3], id)
              end
            end
            count = math.min(count, tonumber(ARGV[3]) - redis.call('ZCARD', KEYS[3]))
            if count > 0 then
              local fresh = redis.call('XREADGROUP', 'GROUP', 'workers', 'workers', 'COUNT', count,
                  'STREAMS', KEYS[2], '>')
              for _, entry in ipairs(fresh and fresh[1][2] or {}) do
                redis.call('ZADD', KEYS[3], due, entry[1])
                answer[#answer + 1] = 1
                answer[#answer + 1] = entry
              end
            end
            answer[3] = redis.call('XLEN', KEYS[2])
            local first = redis.call('ZRANGE', KEYS[3], 0, 0, 'WITHSCORES')[2]
            answer[4] = string.format('%.0f', first and math.max(1, tonumber(first) - now) or 60000)
            return answer
            """),

    /** Takes a value out of a queue. Arguments: what the queue was made as, the number of the value. */
    DONE("""
            if redis.call('HGET', KEYS[1], 'made') ~= ARGV[1] then
              return {'gone'}
            end
            local id = '0-' .. ARGV[2]
            redis.call('XACK', KEYS[2], 'workers', id)
            redis.call('XDEL', KEYS[2], id)
            redis.call('ZREM', KEYS[3], id)
            redis.call('PUBLISH', KEYS[1], 'r')
            return {'ok'}
            """),

    /**
     * Gives a value back to a queue, unless another receiver has it. Arguments: what the queue was made as, the number
     * of the value, how often it was taken, after how many milliseconds it comes again.
     */
    BACK("""
            if redis.call('HGET', KEYS[1], 'made') ~= ARGV[1] then
              return {'gone'}
            end
            local id = '0-' .. ARGV[2]
            local pending = redis.call('XPENDING', KEYS[2], 'workers', id, id, 1)[1]
            if pending and pending[4] == tonumber(ARGV[3]) then
              local time = redis.call('TIME')
              local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
              redis.call('ZADD', KEYS[3], string.format('%.0f', now + tonumber(ARGV[4])), id)
              redis.call('PUBLISH', KEYS[1], 'r')
            end
            return {'ok'}
            """),

    /** Says how much room the stream takes, and how many programs have the channel open. */
    COUNT("""
            local users = redis.call('PUBSUB', 'NUMSUB', KEYS[1])
            return {'ok', redis.call('MEMORY', 'USAGE', KEYS[2]) or 0, users[2]}
            """);

    /** A call, with the subcommand of those commands that have one. */
    private static final Pattern CALL =
            Pattern.compile("call\\('(?:(MEMORY|XINFO|XGROUP|PUBSUB)', '([A-Z]+)|([A-Z]+))'");

    private final String text;
    private final String digest;

    Script(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Returns the command of the last call that begins in this line or before it; the first line is 1. */
    String commandAt(int line) {
        String before = text.lines().limit(line).collect(Collectors.joining("\n"));
        Matcher call = CALL.matcher(before);
        String command = "unknown";
        while (call.find()) {
            command = call.group(1) == null ? call.group(3) : call.group(1) + "|" + call.group(2);
        }
        return command;
    }

    String text() {
        return text;
    }

    /** What the server calls this once it has it. */
    String digest() {
        return digest;
    }
}
