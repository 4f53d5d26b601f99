using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Embedded;

/// <summary>What the runtime knows of one method of a grain interface. Made once, beside the emitted reference class.</summary>
internal abstract class GrainMethod(MethodInfo method)
{
    private bool _checked;

    public string Name { get; } = $"{method.DeclaringType!.Name}.{method.Name}";

    public bool ReadOnly { get; } = method.IsDefined(typeof(ReadOnlyAttribute));

    public bool AlwaysInterleave { get; } = method.IsDefined(typeof(AlwaysInterleaveAttribute));

    public bool OneWay { get; } = method.IsDefined(typeof(OneWayAttribute)) || method.ReturnType == typeof(void);

    protected MethodInfo Method { get; } = method;

    /// <summary>Refuses a method whose arguments or answer cannot cross a call.</summary>
    public void Check()
    {
        if (_checked)
        {
            return;
        }

        foreach (var parameter in Method.GetParameters())
        {
            Crossing.Check(parameter.ParameterType, Name);
        }

        Crossing.Check(Method.ReturnType.IsGenericType ? Method.ReturnType.GetGenericArguments()[0] : typeof(string), Name);
        _checked = true;
    }
}

/// <summary>A method with its arguments as one tuple and its answer; <see cref="Nothing"/> where it has none.</summary>
/// <param name="method">The method of the interface.</param>
/// <param name="invoke">Calls it on a grain.</param>
/// <param name="copy">Copies the arguments; null where all may be shared.</param>
/// <param name="token">Takes the cancellation token out of the arguments; null where there is none.</param>
internal sealed class GrainMethod<TArguments, TAnswer>(
    MethodInfo method,
    Func<object, TArguments, Task> invoke,
    Func<TArguments, CopyContext, TArguments>? copy,
    Func<TArguments, CancellationToken>? token)
    : GrainMethod(method)
{
    private readonly bool _sharesAnswer = method.ReturnParameter.IsDefined(typeof(ImmutableAttribute), inherit: false);

    public Func<object, TArguments, Task> Invoke { get; } = invoke;

    public Func<TArguments, CancellationToken>? Token { get; } = token;

    public TArguments Isolate(TArguments arguments) => copy is null ? arguments : copy(arguments, new CopyContext());

    public TAnswer Isolate(TAnswer answer) => _sharesAnswer ? answer : Copier.Copy(answer);
}

/// <summary>The answer of a method that has none.</summary>
internal readonly struct Nothing;
