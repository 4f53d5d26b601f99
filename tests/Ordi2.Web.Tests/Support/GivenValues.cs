using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;

namespace Ordi2.Web.Tests.Support;

/// <summary>
/// What the code of an assembly puts into the things that it makes: for each property of each type, whether ever something that is not the same
/// everywhere. It is read from the instructions, so that no way of writing it (a constructor, an initialiser, « with ») is missed.
/// </summary>
internal sealed class GivenValues
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private const string Address = "&";

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    // Of each property, the constants that it was given; a value that is worked out, typed or read is null.
    private readonly Dictionary<(Type Type, string Property), HashSet<string?>> _seen = [];

    private readonly Assembly _made;

    private GivenValues(Assembly made) => _made = made;

    /// <summary>Reads every method of the types.</summary>
    /// <param name="types">Whose code is read.</param>
    /// <param name="made">Only what is made of the types of this one is looked at.</param>
    public static GivenValues Of(IEnumerable<Type> types, Assembly made)
    {
        GivenValues given = new(made);

        foreach (var method in types.SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything))))
        {
            given.Read(method);
        }

        return given;
    }

    /// <summary>Whether somebody may say it: it is worked out somewhere, or is one thing here and another there.</summary>
    public bool Has(Type type, string property) =>
        _seen.TryGetValue((type, property), out var values) && (values.Contains(null) || values.Count > 1);

    private void Read(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        var bytes = body.GetILAsByteArray()!;

        if (!MakesSomething(method, bytes))
        {
            return;
        }

        Dictionary<int, Moment> before = [];
        Queue<int> open = [];
        Reach(0, new([], [.. body.LocalVariables.Select(local => body.InitLocals ? "default" : null)]));

        foreach (var clause in body.ExceptionHandlingClauses)
        {
            var none = body.LocalVariables.Select(_ => (string?)null).ToImmutableArray();
            Reach(clause.HandlerOffset, new(clause.Flags is ExceptionHandlingClauseOptions.Clause or ExceptionHandlingClauseOptions.Filter ? [null] : [], none));

            if (clause.Flags is ExceptionHandlingClauseOptions.Filter)
            {
                Reach(clause.FilterOffset, new([null], none));
            }
        }

        while (open.TryDequeue(out var offset))
        {
            var now = before[offset];
            var instruction = Instruction.At(bytes, offset);
            var after = Apply(method, instruction, now);

            foreach (var next in instruction.Next())
            {
                Reach(next, after);
            }
        }

        void Reach(int offset, Moment moment)
        {
            var merged = before.TryGetValue(offset, out var known) ? known.With(moment) : moment;

            if (known is null || !merged.Same(known))
            {
                before[offset] = merged;
                open.Enqueue(offset);
            }
        }
    }

    /// <summary>Most methods make nothing that is asked for, and need no closer look.</summary>
    private bool MakesSomething(MethodBase method, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var instruction = Instruction.At(bytes, at);
            at = instruction.End;

            if (instruction.Code.FlowControl is FlowControl.Call && instruction.Code != OpCodes.Calli && Called(method, instruction) is { } called
                && called.DeclaringType?.Assembly == _made && (called is ConstructorInfo || called.Name.StartsWith("set_", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static MethodBase Called(MethodBase method, Instruction instruction) => method.Module.ResolveMethod(
        instruction.Operand,
        method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null)!;

    private Moment Apply(MethodBase method, Instruction instruction, Moment now)
    {
        var (code, stack, locals) = (instruction.Code, now.Stack, now.Locals);

        if (instruction.Local is { } local && code.Name is { } name)
        {
            return name.StartsWith("ldloca", StringComparison.Ordinal) ? now with { Stack = stack.Add($"{Address}{local}") }
                : name.StartsWith("ldloc", StringComparison.Ordinal) ? now with { Stack = stack.Add(locals[local]) }
                : new(stack.RemoveAt(stack.Length - 1), locals.SetItem(local, stack[^1]));
        }

        if (instruction.Constant is { } constant)
        {
            return now with { Stack = stack.Add(constant) };
        }

        if (code == OpCodes.Dup)
        {
            return now with { Stack = stack.Add(stack[^1]) };
        }

        if (code == OpCodes.Initobj && stack[^1] is { } address && address.StartsWith(Address, StringComparison.Ordinal))
        {
            return new(stack.RemoveAt(stack.Length - 1), locals.SetItem(int.Parse(address[1..], null), "default"));
        }

        if (code.Name!.StartsWith("conv.", StringComparison.Ordinal))
        {
            return now;
        }

        if (code == OpCodes.Ret || code == OpCodes.Leave || code == OpCodes.Leave_S)
        {
            return now with { Stack = [] };
        }

        return code.FlowControl is FlowControl.Call ? Call(method, instruction, now) : After(now, Pops(code), Pushes(code));
    }

    private Moment Call(MethodBase method, Instruction instruction, Moment now)
    {
        if (instruction.Code == OpCodes.Calli)
        {
            throw new NotSupportedException($"{method} calls by an address.");
        }

        var called = Called(method, instruction);
        var parameters = called.GetParameters();
        var taken = parameters.Length + (called.IsStatic || instruction.Code == OpCodes.Newobj ? 0 : 1);
        var arguments = now.Stack[^parameters.Length..];
        var type = called.DeclaringType!;

        if (called is ConstructorInfo && !(parameters is [var only] && only.ParameterType == type))
        {
            foreach (var (parameter, value) in parameters.Zip(arguments))
            {
                Note(type, parameter.Name!, value);
            }
        }
        else if (called.Name.StartsWith("set_", StringComparison.Ordinal) && parameters.Length is 1)
        {
            Note(type, called.Name["set_".Length..], arguments[0]);
        }

        // A value that is wrapped is the same value.
        var wrapped = instruction.Code == OpCodes.Newobj && type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Nullable<>) ? arguments[0] : null;
        var left = After(now, taken, 0);
        return instruction.Code == OpCodes.Newobj || called is MethodInfo made && made.ReturnType != typeof(void) ? left with { Stack = left.Stack.Add(wrapped) } : left;
    }

    private void Note(Type type, string property, string? value)
    {
        var key = (type, property);

        if (!_seen.TryGetValue(key, out var values))
        {
            _seen[key] = values = [];
        }

        values.Add(value?.StartsWith(Address, StringComparison.Ordinal) is true ? null : value);
    }

    /// <summary>Whoever was given the address of a local may have written there.</summary>
    private static Moment After(Moment now, int pops, int pushes)
    {
        var locals = now.Locals;

        foreach (var taken in now.Stack[^pops..])
        {
            if (taken?.StartsWith(Address, StringComparison.Ordinal) is true)
            {
                locals = locals.SetItem(int.Parse(taken[1..], null), null);
            }
        }

        return new(now.Stack.RemoveRange(now.Stack.Length - pops, pops).AddRange(Enumerable.Repeat((string?)null, pushes)), locals);
    }

    private static int Pops(OpCode code) => code.StackBehaviourPop switch
    {
        StackBehaviour.Pop0 => 0,
        StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
        StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8 or StackBehaviour.Popi_popr4
            or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
        _ => 3,
    };

    private static int Pushes(OpCode code) => code.StackBehaviourPush is StackBehaviour.Push0 ? 0 : 1;

    /// <summary>What lies on the stack and in the locals: a constant, or nothing where it may be anything.</summary>
    private sealed record Moment(ImmutableArray<string?> Stack, ImmutableArray<string?> Locals)
    {
        /// <summary>Two ways lead here: what is not the same on both was chosen.</summary>
        public Moment With(Moment other) => new(Both(Stack, other.Stack), Both(Locals, other.Locals));

        public bool Same(Moment other) => Stack.SequenceEqual(other.Stack) && Locals.SequenceEqual(other.Locals);

        private static ImmutableArray<string?> Both(ImmutableArray<string?> one, ImmutableArray<string?> other) =>
            [.. one.Zip(other, (left, right) => left == right ? left : null)];
    }

    private sealed record Instruction(OpCode Code, int Operand, int End, ImmutableArray<int> Targets, string? Constant)
    {
        /// <summary>Which local it is about, of those that read or write one.</summary>
        public int? Local => Code.Name switch
        {
            ['l' or 's', 'd' or 't', 'l', 'o', 'c', '.', >= '0' and <= '3' and var digit] => digit - '0',
            "ldloc.s" or "ldloc" or "stloc.s" or "stloc" or "ldloca.s" or "ldloca" => Operand,
            _ => null,
        };

        public static Instruction At(byte[] bytes, int offset)
        {
            var two = bytes[offset] is 0xFE;
            var code = Codes[two ? (short)(0xFE00 | bytes[offset + 1]) : bytes[offset]];
            var at = offset + (two ? 2 : 1);

            return code.OperandType switch
            {
                OperandType.InlineNone => new(code, 0, at, [], Fixed(code)),
                OperandType.ShortInlineI => new(code, 0, at + 1, [], code == OpCodes.Ldc_I4_S ? ((sbyte)bytes[at]).ToString(System.Globalization.CultureInfo.InvariantCulture) : null),
                OperandType.ShortInlineVar => new(code, bytes[at], at + 1, [], null),
                OperandType.InlineVar => new(code, BitConverter.ToUInt16(bytes, at), at + 2, [], null),
                OperandType.ShortInlineBrTarget => new(code, 0, at + 1, [at + 1 + (sbyte)bytes[at]], null),
                OperandType.InlineBrTarget => new(code, 0, at + 4, [at + 4 + BitConverter.ToInt32(bytes, at)], null),
                OperandType.InlineSwitch => Switch(code, bytes, at),
                OperandType.InlineI8 or OperandType.InlineR => new(code, 0, at + 8, [], Convert.ToHexString(bytes, at, 8)),
                OperandType.ShortInlineR => new(code, 0, at + 4, [], Convert.ToHexString(bytes, at, 4)),
                OperandType.InlineI => new(code, 0, at + 4, [], BitConverter.ToInt32(bytes, at).ToString(System.Globalization.CultureInfo.InvariantCulture)),
                OperandType.InlineString => new(code, 0, at + 4, [], $"'{BitConverter.ToInt32(bytes, at)}'"),
                _ => new(code, BitConverter.ToInt32(bytes, at), at + 4, [], null),
            };
        }

        public IEnumerable<int> Next() => Code.FlowControl switch
        {
            FlowControl.Branch => Targets,
            FlowControl.Cond_Branch => Targets.Append(End),
            FlowControl.Return or FlowControl.Throw => [],
            _ => [End],
        };

        private static Instruction Switch(OpCode code, byte[] bytes, int at)
        {
            var count = BitConverter.ToInt32(bytes, at);
            var end = at + 4 + (4 * count);
            return new(code, 0, end, [.. Enumerable.Range(0, count).Select(i => end + BitConverter.ToInt32(bytes, at + 4 + (4 * i)))], null);
        }

        private static string? Fixed(OpCode code) => code.Name switch
        {
            "ldnull" => "default",
            "ldc.i4.m1" => "-1",
            ['l', 'd', 'c', '.', 'i', '4', '.', var digit] => digit.ToString(),
            _ => null,
        };
    }
}
