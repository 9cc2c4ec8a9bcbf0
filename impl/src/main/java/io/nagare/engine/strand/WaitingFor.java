package io.nagare.engine.strand;

import org.jspecify.annotations.Nullable;

/**
 * Says in words what a strand waits for, for a report of what hangs: the source first, as in a program. The words are
 * the same in each run.
 */
public final class WaitingFor {

    private WaitingFor() {}

    /** Names a subscription, and what it waits for in turn if it says so. */
    public static String text(@Nullable Object subscription) {
        if (subscription == null) {
            return "nothing yet";
        }
        String text = String.valueOf(subscription);
        String withoutWords =
                subscription.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(subscription));
        return text.equals(withoutWords) ? name(subscription) : text;
    }

    /** The class's name up to its last word, without a capital. A copied class has a suffix after that. */
    public static String name(Object object) {
        String type = object.getClass().getSimpleName();
        int end = type.length();
        for (String lastWord : new String[] {"Subscriber", "Subscription", "Source", "/"}) {
            int at = type.indexOf(lastWord);
            end = at > 0 ? Math.min(end, at) : end;
        }
        return type.isEmpty() ? type : Character.toLowerCase(type.charAt(0)) + type.substring(1, end);
    }
}
