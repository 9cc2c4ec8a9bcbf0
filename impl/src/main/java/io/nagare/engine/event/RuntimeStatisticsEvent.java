package io.nagare.engine.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("nagare.RuntimeStatistics")
@Label("Runtime Statistics")
@Description("What a runtime holds at this moment")
@Category("Nagare")
@Period("5 s")
@StackTrace(false)
final class RuntimeStatisticsEvent extends Event {

    @Label("Runtime")
    @Description("The name of the runtime")
    @Nullable String runtime;

    @Label("Live Tasks")
    @Description("Tasks and streams that have begun, had to wait, and have not ended")
    long liveTasks;

    @Label("Injection Depth")
    @Description("Strands in the injection queue, which wait for any worker")
    int injectionDepth;

    @Label("Blocking Threads")
    @Description("Threads that may block, busy or idle")
    int blockingThreads;

    @Label("Idle Blocking Threads")
    int blockingIdle;

    @Label("Queued Blocking Jobs")
    @Description("Blocking jobs that have not started")
    int blockingQueued;
}
