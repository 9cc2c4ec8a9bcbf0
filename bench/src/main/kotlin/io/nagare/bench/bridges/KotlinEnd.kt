package io.nagare.bench.bridges

import io.nagare.Many
import io.nagare.One
import io.nagare.bench.bridges.End.ITEMS
import io.nagare.bench.bridges.End.ONES
import io.nagare.bench.bridges.End.WORKERS
import io.nagare.kotlin.asFlow
import io.nagare.kotlin.asMany
import io.nagare.kotlin.await
import io.nagare.kotlin.one
import java.util.concurrent.Executors
import java.util.function.Supplier
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.count
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactive.asPublisher
import kotlinx.coroutines.reactive.awaitSingle
import kotlinx.coroutines.runBlocking
import org.reactivestreams.Publisher

/** Kotlin's end of a crossing. A stream of one item is a suspending function. */
internal class KotlinEnd : End<Flow<Int>, suspend () -> Int> {

    private val workers = Executors.newFixedThreadPool(WORKERS).asCoroutineDispatcher()

    override fun synchronous(): Flow<Int> = (1..ITEMS).asFlow().map { it + 1 }

    override fun moved(stream: Flow<Int>): Flow<Int> = stream.flowOn(workers)

    override fun one(): suspend () -> Int = { End.item() + 1 }

    override fun publisher(stream: Flow<Int>): Publisher<Int> = stream.asPublisher()

    override fun publisherOfOne(one: suspend () -> Int): Publisher<Int> = flow { emit(one()) }.asPublisher()

    override fun adopt(stream: Publisher<Int>): Flow<Int> = stream.asFlow()

    override fun adoptOne(one: Publisher<Int>): suspend () -> Int = { one.awaitSingle() }

    override fun count(stream: Flow<Int>): Long = runBlocking { stream.map { it + 1 }.count().toLong() }

    override fun countOnes(ones: Supplier<suspend () -> Int>): Long = runBlocking {
        var count = 0L
        repeat(ONES) {
            if (ones.get()() + 1 == End.item() + 2) {
                count++
            }
        }
        count
    }

    override fun close() {
        workers.close()
    }
}

/** The bridge to Kotlin. A coroutine that a stream of ours collects runs on the workers of that stream. */
internal class KotlinBridge : Bridge<Flow<Int>, suspend () -> Int> {

    override fun to(many: Many<Int>): Flow<Int> = many.asFlow()

    override fun oneTo(one: One<Int>): suspend () -> Int = { one.await() }

    override fun from(stream: Flow<Int>): Many<Int> = stream.asMany()

    override fun oneFrom(one: suspend () -> Int): One<Int> = one { one() }
}
