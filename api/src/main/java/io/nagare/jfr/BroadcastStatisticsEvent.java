package io.nagare.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("nagare.BroadcastStatistics")
@Label("Broadcast Statistics")
@Description("What a broadcast holds at this moment")
@Category("Nagare")
@Period("5 s")
@StackTrace(false)
final class BroadcastStatisticsEvent extends Event {

    @Label("Runtime")
    @Description("The name of the runtime with which the recording of this broadcast ends")
    @Nullable String runtime;

    @Label("Channel")
    @Description("The name under which the broadcast is recorded")
    @Nullable String channel;

    @Label("Subscribers")
    int subscribers;

    @Label("Capacity")
    @Description("How many values there is room for")
    int capacity;

    @Label("Depth")
    @Description("Values that wait for the slowest subscriber")
    int depth;

    @Label("Lag")
    @Description("Values that the slowest subscriber has not taken, including those that it will miss")
    long lag;

    @Label("Closed")
    boolean closed;
}
