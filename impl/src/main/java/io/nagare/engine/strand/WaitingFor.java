package io.nagare.engine.strand;

import org.jspecify.annotations.Nullable;

/** Says in words what a strand waits for, for a report of what hangs. The words are the same in each run. */
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

    /** The class's name up to its last word. */
    public static String name(Object object) {
        String type = object.getClass().getSimpleName();
        String name = type.replaceFirst("(Subscriber|Subscription|Source)\\d*$", "");
        if (name.isEmpty()) {
            return type;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
