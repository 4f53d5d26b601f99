namespace Ordi2.Benchmarks;

/// <summary>The run says nothing about speed: something that it stands on did not hold.</summary>
internal sealed class BenchmarkException(string message, Exception? inner = null) : Exception(message, inner);
