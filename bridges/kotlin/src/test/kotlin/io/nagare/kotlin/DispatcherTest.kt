package io.nagare.kotlin

import io.nagare.Nagare
import io.nagare.failure.RuntimeClosedException
import io.nagare.testing.VirtualRuntime
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What coroutines ask of a dispatcher, on the workers of a runtime. */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
class DispatcherTest : RuntimeTest() {

    /** Coroutines may throw a copy of the exception by which they were cancelled. */
    private fun isRuntimeClosed(failure: Throwable?) =
        generateSequence(failure) { it.cause }.any { it is RuntimeClosedException }

    private fun onWorkerOf(runtime: Nagare) = Nagare.isWorker(Thread.currentThread()) && Nagare.current() == runtime

    @Test
    fun coroutinesRunOnTheWorkers() = test {
        val dispatcher = nagare.asCoroutineDispatcher()
        withContext(dispatcher) {
            assertTrue(onWorkerOf(nagare))
            withContext(Dispatchers.IO) { assertFalse(onWorkerOf(nagare)) }
            assertTrue(onWorkerOf(nagare))
            delay(1)
            assertTrue(onWorkerOf(nagare))
            assertEquals(499_500, (0 until 1_000).map { async { yield(); it } }.awaitAll().sum())
        }
        assertTrue(dispatcher.toString().contains(nagare.toString()), dispatcher.toString())
    }

    @Test
    fun aRuntimeHasOneDispatcher() = test {
        assertSame(nagare.asCoroutineDispatcher(), nagare.asCoroutineDispatcher())
        withContext(nagare.asCoroutineDispatcher()) {
            assertSame(nagare.asCoroutineDispatcher(), Nagare.current().asCoroutineDispatcher())
        }
    }

    @Test
    fun aCoroutineDoesNotRunWithinTheCodeThatResumesIt() = test {
        withContext(nagare.asCoroutineDispatcher()) {
            assertTrue(nagare.asCoroutineDispatcher().isDispatchNeeded(currentCoroutineContext()))
        }
        val single = runtime(1)
        val order = ConcurrentLinkedQueue<String>()
        withContext(single.asCoroutineDispatcher()) {
            launch { order.add("launched") }
            order.add("before")
        }
        assertEquals(listOf("before", "launched"), order.toList())
        withContext(Dispatchers.IO) { single.close() }
    }

    @Test
    fun yieldLetsOthersRun() = test {
        val single = runtime(1)
        val order = ConcurrentLinkedQueue<String>()
        withContext(single.asCoroutineDispatcher()) {
            listOf("a", "b", "c")
                .map { name -> launch { repeat(3) { order.add(name + it); yield() } } }
                .joinAll()
        }
        for (round in 0 until 3) {
            val those = order.drop(3 * round).take(3)
            assertEquals(setOf("a$round", "b$round", "c$round"), those.toSet(), order.toString())
        }
        withContext(Dispatchers.IO) { single.close() }
    }

    @Test
    fun streamsHaveTheirTurnsBesideCoroutinesThatYield() = test {
        val single = runtime(1)
        withContext(single.asCoroutineDispatcher()) {
            val busy = launch { while (true) yield() }
            assertEquals(3, single.spawn(io.nagare.One.delay(java.time.Duration.ofMillis(1)).thenReturn(3)).await())
            delay(1)
            busy.cancelAndJoin()
        }
        withContext(Dispatchers.IO) { single.close() }
    }

    @Test
    fun aDelayIsNeverEarly() = test {
        withContext(nagare.asCoroutineDispatcher()) {
            for (millis in listOf(1L, 5L, 20L)) {
                val began = System.nanoTime()
                delay(millis)
                assertTrue(System.nanoTime() - began >= millis * 1_000_000)
                assertTrue(onWorkerOf(nagare))
            }
            delay(0)
            delay(-1)
        }
    }

    @Test
    fun aDelayCanBeCancelledAndLeavesNoTimer() = test {
        VirtualRuntime.start().use { runtime ->
            val scope = CoroutineScope(runtime.asCoroutineDispatcher())
            val jobs = List(100) { scope.launch { delay(1.hours) } } + scope.launch { delay(Long.MAX_VALUE - 1) }
            runtime.runUntilIdle()
            jobs.forEach { it.cancel() }
            runtime.runUntilIdle()
            assertTrue(jobs.all { it.isCompleted })
            assertFalse(runtime.advanceToNext(), "a timer was left")
        }
    }

    @Test
    fun raceOfADelayAndItsCancellation() = test {
        repeat(500) {
            val job = launch(nagare.asCoroutineDispatcher()) { delay(1) }
            launch(Dispatchers.Default) {
                delay(1)
                job.cancel()
            }
            job.join()
        }
    }

    @Test
    fun timeouts() = test {
        withContext(nagare.asCoroutineDispatcher()) {
            assertNull(withTimeoutOrNull(5) { awaitCancellation() })
            assertEquals(3, withTimeoutOrNull(1.hours) { 3 })
            val failure = runCatching { withTimeout(5.milliseconds) { awaitCancellation() } }.exceptionOrNull()
            assertInstanceOf(TimeoutCancellationException::class.java, failure)
            assertTrue(isActive)
            assertEquals("late", select<String> {
                Channel<Int>().onReceive { "item" }
                onTimeout(5) { "late" }
            })
        }
    }

    @Test
    fun virtualTime() {
        VirtualRuntime.start().use { runtime ->
            val order = ArrayList<Int>()
            val scope = CoroutineScope(runtime.asCoroutineDispatcher())
            for (hours in listOf(3, 1, 2)) {
                scope.launch {
                    delay(hours.hours)
                    order.add(hours)
                }
            }
            runtime.advance(java.time.Duration.ofHours(2))
            assertEquals(listOf(1, 2), order)
            runtime.advance(java.time.Duration.ofHours(2))
            assertEquals(listOf(1, 2, 3), order)
        }
    }

    @Test
    fun aCurrentThreadRuntimeRunsCoroutinesInsideBlockOn() {
        Nagare.currentThread().start().use { runtime ->
            val thread = AtomicReference<Thread>()
            val result = runtime.blockOn(one {
                delay(1)
                thread.set(Thread.currentThread())
                3
            })
            assertEquals(3, result)
            assertSame(Thread.currentThread(), thread.get())
        }
    }

    @Test
    fun aLimitedViewIsSequential() = test {
        val view = nagare.asCoroutineDispatcher().limitedParallelism(1)
        var plain = 0
        withContext(view) {
            repeat(100) {
                launch {
                    repeat(10) {
                        plain++
                        yield()
                    }
                }
            }
            delay(1)
        }
        assertEquals(1_000, plain)
    }

    @Test
    fun manyCoroutinesShareALock() = test {
        val mutex = Mutex()
        var count = 0
        withContext(nagare.asCoroutineDispatcher()) {
            List(100) { launch { repeat(100) { mutex.withLock { count++ } } } }.joinAll()
        }
        assertEquals(10_000, count)
    }

    @Test
    fun closingCancelsCoroutinesThatDelay() = test {
        val begun = CountDownLatch(2)
        val why = ConcurrentLinkedQueue<Throwable>()
        val scope = CoroutineScope(nagare.asCoroutineDispatcher() + Job())
        val jobs = List(2) {
            scope.launch {
                try {
                    begun.countDown()
                    delay(1.hours)
                } catch (expected: CancellationException) {
                    why.add(expected)
                    throw expected
                }
            }
        }
        withContext(Dispatchers.IO) {
            begun.awaitSoon()
            nagare.close()
        }
        jobs.joinAll()
        assertTrue(jobs.all { it.isCancelled })
        assertEquals(2, why.size)
        why.forEach { assertTrue(isRuntimeClosed(it), it.toString()) }
    }

    @Test
    fun closingCancelsATimeout() = test {
        val begun = CountDownLatch(1)
        val job = launch(nagare.asCoroutineDispatcher()) {
            withTimeout(1.hours) {
                begun.countDown()
                awaitCancellation()
            }
        }
        withContext(Dispatchers.IO) {
            begun.awaitSoon()
            nagare.close()
        }
        job.join()
        assertTrue(job.isCancelled)
    }

    /** As for a dispatcher of an executor that has been shut down. */
    @Test
    fun aClosedDispatcherCancelsAndGoesOnElsewhere() = test {
        val dispatcher = nagare.asCoroutineDispatcher()
        withContext(Dispatchers.IO) { nagare.close() }
        val ran = AtomicInteger()
        val job = CoroutineScope(Job()).launch(dispatcher) { ran.incrementAndGet() }
        job.join()
        assertTrue(job.isCancelled)
        assertEquals(0, ran.get())
        val atomic = CoroutineScope(Job()).launch(dispatcher, CoroutineStart.ATOMIC) {
            assertFalse(Nagare.isWorker(Thread.currentThread()))
            assertFalse(isActive)
            assertTrue(isRuntimeClosed(runCatching { delay(1.hours) }.exceptionOrNull()))
            ran.incrementAndGet()
        }
        atomic.join()
        assertEquals(1, ran.get())
    }

    @Test
    fun aCoroutineThatWaitsForSomethingElseIsCancelledWhenItIsResumed() = test {
        val begun = CountDownLatch(1)
        val values = Channel<Int>(1)
        val got = AtomicInteger()
        val job = CoroutineScope(Job()).launch(nagare.asCoroutineDispatcher()) {
            begun.countDown()
            got.set(values.receive())
        }
        withContext(Dispatchers.IO) {
            begun.awaitSoon()
            nagare.close()
        }
        assertTrue(job.isActive)
        values.send(3)
        job.join()
        assertTrue(job.isCancelled)
        assertEquals(0, got.get())
    }

    @Test
    fun aScopeOfTheRuntimeIsCancelledWithIt() = test {
        val scope = nagare.newCoroutineScope()
        val begun = CountDownLatch(1)
        val waiting = scope.launch {
            begun.countDown()
            Channel<Int>().receive()
        }
        scope.launch { throw IllegalStateException("not today") }.join()
        assertTrue(waiting.isActive)
        assertEquals(listOf("not today, a coroutine"), unseen.toList())
        withContext(Dispatchers.IO) {
            begun.awaitSoon()
            nagare.close()
        }
        waiting.join()
        assertTrue(waiting.isCancelled)
        assertFalse(scope.isActive)
        assertFalse(nagare.newCoroutineScope().isActive)
    }

    @Test
    fun nothingIsKeptOfAScopeThatWasCancelled() {
        fun open() = nagare.driver().openResources(io.nagare.driver.Resource::class.java).size
        val before = open()
        val scope = nagare.newCoroutineScope()
        assertEquals(before + 1, open())
        scope.coroutineContext.job.cancel()
        assertEquals(before, open())
    }

    @Test
    fun raceOfClosingAndDispatching() = test {
        repeat(50) {
            val runtime = runtime(2)
            val scope = CoroutineScope(runtime.asCoroutineDispatcher() + Job())
            val begun = CompletableDeferred<Unit>()
            val jobs = List(20) {
                scope.launch {
                    begun.complete(Unit)
                    while (true) {
                        if (it % 2 == 0) yield() else delay(1)
                    }
                }
            }
            begun.await()
            withContext(Dispatchers.IO) { runtime.close() }
            jobs.joinAll()
            assertTrue(jobs.all { it.isCancelled })
        }
    }

    @Test
    fun aFailureOfACoroutineLeavesTheWorkers() = test {
        val scope = CoroutineScope(nagare.asCoroutineDispatcher() + Job())
        val failed = scope.async<Int> { throw OutOfMemoryError("planted") }
        assertEquals("planted", runCatching { failed.await() }.exceptionOrNull()!!.message)
        assertEquals(3, withContext(nagare.asCoroutineDispatcher()) { delay(1); 3 })
    }
}
