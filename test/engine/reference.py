# Copyright 2026 The snn_agent authors
# SPDX-License-Identifier: Apache-2.0
"""
The engine once more, slowly: plain loops over single float32 numbers, nothing compiled.

Written from the definitions (docstrings of engine.kernel, engine.spec, engine.rules,
engine.readout and engine.counts), it uses the plain-data classes of the package and the encodings'
own reference only. Every operation raises its count where it happens. What an operation reads
and writes:

- leak, one per neuron and timestep: the potential, read and written;
- threshold comparison, one per neuron and search, of which every timestep has one, and a second
  where the nearest neuron is made to fire: potential and threshold, both read;
- input spike to one neuron: its weight read, its potential read and written;
- depression of one weight: weight read and written, postsynaptic trace read;
- potentiation of one weight: weight read and written, presynaptic trace read;
- input spike with update windows: the input's spike count, read and written, and, when a window
  ends that depresses, one read to find each input once;
- inhibition of one neuron: its potential, read and written;
- reset of the neuron that fires, and of a refractory neuron in each timestep: one write;
- change of one threshold, by a spike or at the end of a presentation: read and written;
- normalisation of one weight: two reads (sum, then scale) and one write.

The sums of products are rounded to float32 after every single operation, in the order in which
the timestep is described.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil
from math import exp
from math import log

from encoding_reference import encode
from encoding_reference import encode_systematically
from encoding_reference import spike_levels
import numpy as np

from snn_agent.engine import Model
from snn_agent.engine import OperatingPoint
from snn_agent.engine import PairStdp
from snn_agent.engine import WindowedStdp

__all__ = ['Layer', 'Outcome']

F = np.float32
TRACE_FLOOR = F(1 / 1024)
SMOOTHING = 0.1


@dataclass
class Outcome:
    """What a sample gave; counts by the names of OpCounts."""

    spikes: list
    evidence: list
    scores: list
    label_index: int
    timesteps: int
    presentations: int
    counts: Counter


class Layer:
    """
    Keep weights, thresholds and responses, as Engine does.

    :param rounds: rounds of the random generator.
    """

    def __init__(self, model: Model, seed: int, rounds: int) -> None:
        self.model = model
        self.seed = seed
        self.rounds = rounds
        self.weights = [[F(w) for w in row] for row in model.weights]
        self.theta = [F(t) for t in model.theta]
        self.responses = [[float(r) for r in row] for row in model.responses]
        self.set_point(model.full_point)

    @property
    def n(self):
        return len(self.theta)

    def set_point(self, point: OperatingPoint):
        """Turn physical constants into numbers per timestep."""
        lif, dt = self.model.spec.lif, self.model.encoding.dt_s
        rule = self.model.spec.dense.plasticity or PairStdp(rate_pre=0.0, rate_post=0.0)
        self.point, self.rule = point, rule
        self.leak = F(exp(-dt / (lif.tau_membrane_s * point.leak_scale)))
        self.scale = F(point.threshold_scale)
        self.reset = F(lif.reset_mv * point.threshold_scale)
        self.inhibition = F(self.model.spec.inhibition.strength_mv * point.inhibition_scale)
        rest_s = lif.refractory_s * point.refractory_scale
        self.rest_steps = max(1, round(rest_s / dt)) if rest_s > 0 else 0
        self.rate_pre = F(min(1.0, rule.rate_pre * point.learning_rate_scale))
        self.rate_post = F(min(1.0, rule.rate_post * point.learning_rate_scale))
        self.window = None
        if isinstance(rule, WindowedStdp):
            self.window = max(1, round(rule.window_s * point.window_scale / dt))
        self.post_leak = F(exp(-(self.window or 1) * dt / rule.tau_post_s))
        self.theta_step = F(lif.theta_step_mv * point.threshold_adaptation_scale)
        self.theta_leak = F(exp(
            -point.timesteps * dt / (lif.tau_theta_s * point.threshold_decay_scale)))

    def log_likelihood(self):
        """Return the evidence of one spike of each neuron for each class, in nats."""
        columns = []
        for column in zip(*self.responses):
            smoothed = [r + SMOOTHING for r in column]
            total = sum(smoothed)
            columns.append([F(log(r / total)) for r in smoothed])
        return list(zip(*columns))

    def run(self, values, *, sample, learn) -> Outcome:
        """Encode and show a sample until a neuron fires, or the presentations are used up."""
        self.counts = Counter()
        timesteps = presentations = 0
        while presentations < self.model.encoding.max_presentations:
            timesteps += self.present(self.encode(values, sample, presentations), learn)
            presentations += 1
            if any(self.spikes) or self.point.on_silence == 'nearest_fires':
                break
        return self.outcome(timesteps, presentations)

    def encode(self, values, sample, presentation):
        """Return the inputs that spike in each timestep of one presentation."""
        levels = spike_levels(self.model.encoding, presentation, self.point.rate_scale)
        words = {
            'seed': self.seed, 'sample': sample, 'presentation': presentation,
            'rounds': self.rounds}
        if self.point.encoding == 'poisson':
            steps, draws = encode(values, levels, self.point.timesteps, **words)
            self.counts['random_draws'] += draws
        else:
            steps, additions = encode_systematically(
                values, levels, self.point.timesteps, **words)
            self.counts['encoding_additions'] += additions
            self.counts['random_draws'] += 1
        return steps

    def run_spikes(self, steps, *, learn) -> Outcome:
        """Show the inputs that spike in each timestep, once."""
        self.counts = Counter()
        return self.outcome(self.present(steps, learn), 1)

    def outcome(self, timesteps, presentations) -> Outcome:
        """Turn the evidence into the probabilities of the classes."""
        scores, index = [F(0)] * len(self.evidence), -1
        if any(self.spikes):
            best = max(self.evidence)
            odds = [exp(e - best) for e in self.evidence]
            scores = [F(o / sum(odds)) for o in odds]
            index = scores.index(max(scores))
        return Outcome(
            self.spikes, self.evidence, scores, index, timesteps, presentations, self.counts)

    def teach(self, label_index):
        """Credit the spikes of the last presentation to a class."""
        for neuron, spikes in enumerate(self.spikes):
            self.responses[neuron][label_index] += spikes

    def present(self, steps, learn):
        """Show one presentation; return the timesteps computed."""
        self.potential = [F(0)] * self.n
        self.spikes = [0] * self.n
        self.evidence = [F(0)] * len(self.model.labels)
        self.trace_post = {}
        self.last_input = {}
        self.input_spikes = Counter()
        self.window_inputs, self.window_fired = [], set()
        self.rests_until = {}
        self.has_input = False
        self.value_of_spike = self.log_likelihood()
        computed = 0
        for step, channels in enumerate(steps):
            computed += 1
            fired = self.timestep(step, channels, learn)
            margin = F(self.point.exit_margin)
            if fired and not learn and margin > 0 and self.margin() >= margin:
                break
            last = step == len(steps) - 1
            if learn and self.window and (last or (step + 1) % self.window == 0):
                self.end_window(step)
        if learn:
            self.end_learning()
        return computed

    def timestep(self, step, channels, learn):
        """Leak, integrate, depress, hold, fire; return whether a neuron fired."""
        self.counts['timesteps'] += 1
        for j in range(self.n):
            self.potential[j] *= self.leak
            self.count('neuron_updates', state_reads=1, state_writes=1)
        for channel in channels:
            self.counts['input_spikes'] += 1
            self.has_input = True
            for j in range(self.n):
                self.potential[j] += self.weights[channel][j]
                self.count('synaptic_operations', weight_reads=1, state_reads=1, state_writes=1)
        if learn:
            self.learn_inputs(channels)
            self.last_input.update(dict.fromkeys(channels, step))
        for neuron, end in list(self.rests_until.items()):
            if step > end:
                del self.rests_until[neuron]
                continue
            self.potential[neuron] = self.reset
            self.counts['state_writes'] += 1
        winner = self.winner()
        if winner is None and self.must_decide(step):
            winner = self.nearest()
        if winner is None:
            return False
        self.fire(winner, step)
        if learn:
            self.learn_output(winner, step)
        return True

    def winner(self):
        """Return the neuron furthest above its threshold, the first of equals, or None."""
        winner, best = None, F(0)
        for j in range(self.n):
            threshold = self.scale * (F(self.model.spec.lif.threshold_mv) + self.theta[j])
            self.count('threshold_comparisons', state_reads=2)
            if self.potential[j] >= threshold:
                above = self.potential[j] - threshold
                if winner is None or above > best:
                    winner, best = j, above
        return winner

    def must_decide(self, step):
        """Return whether time is up with input spikes but without an output spike."""
        return (
            self.point.on_silence == 'nearest_fires' and step == self.point.timesteps - 1
            and self.has_input and not any(self.spikes))

    def nearest(self):
        """Return the neuron that lacks least to its threshold, the first of equals."""
        lacks = []
        for j in range(self.n):
            threshold = self.scale * (F(self.model.spec.lif.threshold_mv) + self.theta[j])
            self.count('threshold_comparisons', state_reads=2)
            lacks.append(threshold - self.potential[j])
        return lacks.index(min(lacks))

    def fire(self, neuron, step):
        """Inhibit the others, reset the neuron, let it rest, add its evidence."""
        self.spikes[neuron] += 1
        self.counts['output_spikes'] += 1
        for j in range(self.n):
            if j != neuron:
                self.potential[j] -= self.inhibition
                self.count('inhibition_operations', state_reads=1, state_writes=1)
        self.potential[neuron] = self.reset
        self.counts['state_writes'] += 1
        if self.rest_steps > 0:
            self.rests_until[neuron] = step + self.rest_steps
        self.evidence = [e + v for e, v in zip(self.evidence, self.value_of_spike[neuron])]

    def margin(self):
        """Return the evidence between the two best classes."""
        best, second = sorted(self.evidence, reverse=True)[:2]
        return best - second

    def learn_inputs(self, channels):
        """Lower the weights of the inputs that spike, or only count them until a window ends."""
        if self.window:
            for channel in channels:
                self.input_spikes[channel] += 1
                self.counts['state_reads'] += 1
                self.counts['state_writes'] += 1
            self.window_inputs += channels
            return
        self.decay_traces()
        for channel in channels:
            for neuron in self.trace_post:
                self.depress(channel, neuron, self.rate_pre)

    def learn_output(self, neuron, step):
        """Raise threshold and trace of the neuron that fired; its weights, or note it."""
        self.theta[neuron] += self.theta_step
        self.count('threshold_updates', state_reads=1, state_writes=1)
        self.trace_post[neuron] = F(1)
        if self.window:
            self.window_fired.add(neuron)
        else:
            self.potentiate(neuron, step, self.rate_post)

    def end_window(self, step):
        """Raise the weights of the neurons that fired, lower those of the others with a trace."""
        most = F(max(self.spikes))
        raised = F(ceil(most / F(self.rule.spikes_per_step)))
        for neuron in self.window_fired:
            self.potentiate(neuron, step, min(F(1), raised * self.rate_post))
        quiet = set(self.trace_post) - self.window_fired
        done = set()
        for channel in self.window_inputs if quiet else []:
            self.counts['state_reads'] += 1
            lowered = most / F(max(self.input_spikes.values()))
            for neuron in quiet if channel not in done else ():
                self.depress(channel, neuron, min(F(1), lowered * self.rate_pre))
            done.add(channel)
        self.decay_traces()
        self.window_inputs, self.window_fired = [], set()

    def decay_traces(self):
        """Let the postsynaptic traces decay; drop the dead ones."""
        for neuron in list(self.trace_post):
            self.trace_post[neuron] *= self.post_leak
            if self.trace_post[neuron] < TRACE_FLOOR:
                del self.trace_post[neuron]

    def depress(self, channel, neuron, rate):
        """Lower one weight by the postsynaptic trace."""
        weight = self.weights[channel][neuron]
        self.weights[channel][neuron] = weight - rate * self.trace_post[neuron] * weight
        self.count('weight_depressions', weight_reads=1, weight_writes=1, state_reads=1)

    def potentiate(self, neuron, step, rate):
        """Raise the weights of a neuron by the presynaptic traces."""
        largest = F(self.model.spec.dense.weight_max_mv)
        for channel, last in self.last_input.items():
            since = (step - last) * self.model.encoding.dt_s
            trace = F(exp(-since / self.rule.tau_pre_s))
            weight = self.weights[channel][neuron]
            self.weights[channel][neuron] = weight + rate * trace * (largest - weight)
            self.count('weight_potentiations', weight_reads=1, weight_writes=1, state_reads=1)

    def end_learning(self):
        """Normalise the weights of the neurons that fired; let all thresholds return."""
        dense = self.model.spec.dense
        for neuron in range(self.n):
            if self.spikes[neuron]:
                total = F(0)
                for row in self.weights:
                    total += row[neuron]
                    self.counts['weight_reads'] += 1
                scale = F(dense.weight_mean_mv * dense.n_inputs) / total
                for row in self.weights:
                    row[neuron] = min(F(dense.weight_max_mv), scale * row[neuron])
                    self.count('weight_normalisations', weight_reads=1, weight_writes=1)
            self.theta[neuron] *= self.theta_leak
            self.count('threshold_updates', state_reads=1, state_writes=1)

    def count(self, operation, **accesses):
        """Count one operation and what it reads and writes."""
        self.counts[operation] += 1
        for access, number in accesses.items():
            self.counts[access] += number
