package io.nagare.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads answers of the server. Stateless; any thread may call. */
final class Replies {

    /** How errors begin that go away. */
    private static final List<String> TEMPORARY = List.of("LOADING", "BUSY ", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN");

    /** Any number of as many digits is a {@code long}. */
    private static final int MOST_DIGITS = 18;

    /** How the server names the line of a script. */
    private static final Pattern PLACE = Pattern.compile("user_script:(\\d+)");

    private Replies() {}

    /** Returns text in an answer. */
    static String text(List<Object> answer, int index) {
        Object item = answer.get(index);
        return item instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(item);
    }

    static long number(List<Object> answer, int index) {
        return Long.parseLong(text(answer, index));
    }

    /** Returns a number in an answer, or another one if there is none. */
    static long numberOr(Object item, long otherwise) {
        if (item instanceof byte[] bytes) {
            long number = digits(bytes, 0);
            return number < 0 ? otherwise : number;
        }
        try {
            return Long.parseLong(text(List.of(item), 0));
        } catch (NumberFormatException none) {
            return otherwise;
        }
    }

    /** Returns the number that digits make from an index to the end, or -1 if there is anything else. */
    static long digits(byte[] text, int from) {
        if (from >= text.length || text.length - from > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < text.length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Whether the server has answered with an error. Otherwise the connection was lost. */
    static boolean isError(Throwable failure) {
        return failure instanceof RedisCommandExecutionException;
    }

    static boolean isTemporary(Throwable failure) {
        return TEMPORARY.stream().anyMatch(says(failure)::startsWith);
    }

    /** Whether the server takes no changes for now, because it could lose them. */
    static boolean isUnsafe(Throwable failure) {
        return says(failure).startsWith("NOREPLICAS") || says(failure).startsWith("MISCONF");
    }

    /** Whether the server has become a replica, so that another one must be found. */
    static boolean isReplica(Throwable failure) {
        return says(failure).startsWith("READONLY");
    }

    static boolean isUnknownScript(@Nullable Throwable failure) {
        return failure instanceof RedisNoScriptException
                || failure != null && says(failure).startsWith("NOSCRIPT");
    }

    /** Whether the stream has an entry that no value can come behind. */
    static boolean isBehindAnother(@Nullable Throwable failure) {
        return failure != null && says(failure).contains("equal or smaller than the target stream top item");
    }

    /** Whether the same command may pass later. */
    static boolean isForNow(@Nullable Throwable failure) {
        return failure == null || isTemporary(failure) || isReplica(failure) || isUnknownScript(failure);
    }

    static boolean isOfCredentials(Throwable failure) {
        String says = says(failure);
        return says.startsWith("NOAUTH") || says.startsWith("WRONGPASS") || says.startsWith("ERR AUTH")
                || says.contains("invalid password") || says.contains("without any password");
    }

    /** Whether the user has not the right to do something. */
    static boolean isForbidden(Throwable failure) {
        String says = says(failure);
        // Of what a script may not do, version 7.0 says the second, later ones and Valkey the third.
        return says.startsWith("NOPERM") || says.contains("can't run this command") || says.contains("ACL failure");
    }

    /** Returns what the server says of a script, and the command that the user may not run: it says only the line. */
    static String says(Throwable failure, Script script) {
        String says = says(failure);
        Matcher place = PLACE.matcher(says);
        return isForbidden(failure) && place.find()
                ? says.strip() + " The command is " + script.commandAt(Integer.parseInt(place.group(1)))
                : says;
    }

    static String says(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
