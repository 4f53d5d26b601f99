using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>
/// Emits, for each grain or observer interface, the class that implements it by sending calls. Emitted and not interpreted:
/// a call then costs no boxing and no reflection.
/// </summary>
internal sealed class References
{
    private static readonly ConcurrentDictionary<Type, Lazy<References>> Known = new();

    private static readonly MethodInfo SendMethod =
        typeof(GrainReference).GetMethod(nameof(GrainReference.Send), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private References(Type contract)
    {
        var type = Emit(contract);
        ForGrain = Constructor<Func<GrainFactory, GrainClass, string, object>>(type);
        ForObserver = Constructor<Func<ObserverTarget, object>>(type);
        Waited = Methods(contract).Where(m => m.ReturnType != typeof(void) && !m.IsDefined(typeof(OneWayAttribute)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").FirstOrDefault();
    }

    public Func<GrainFactory, GrainClass, string, object> ForGrain { get; }

    public Func<ObserverTarget, object> ForObserver { get; }

    /// <summary>The first method whose caller waits for its end; an observer has none.</summary>
    public string? Waited { get; }

    public static References To(Type contract) => Known.GetOrAdd(contract, static c => new(() => new References(c))).Value;

    private static TDelegate Constructor<TDelegate>(Type type)
        where TDelegate : Delegate
    {
        var parameters = typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType).ToArray();
        var maker = new DynamicMethod("Make", typeof(object), parameters, typeof(References).Module, skipVisibility: true);
        var il = maker.GetILGenerator();
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg, i);
        }

        il.Emit(OpCodes.Newobj, type.GetConstructor(parameters)!);
        il.Emit(OpCodes.Ret);
        return maker.CreateDelegate<TDelegate>();
    }

    private static Type Emit(Type contract)
    {
        if (!contract.IsInterface || contract.IsGenericTypeDefinition)
        {
            throw new ArgumentException($"{contract} is not an interface of a grain or an observer.", nameof(contract));
        }

        var methods = Methods(contract);
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"Grains.{contract.FullName}"), AssemblyBuilderAccess.Run);
        foreach (var name in Assemblies(methods).Append(contract.Assembly).Append(typeof(References).Assembly).Distinct().Select(a => a.GetName().Name!))
        {
            assembly.SetCustomAttribute(new CustomAttributeBuilder(
                typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!, [name]));
        }

        var type = assembly.DefineDynamicModule("Grains")
            .DefineType($"Reference.{contract.FullName}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [contract]);
        EmitConstructor(type, [typeof(GrainFactory), typeof(GrainClass), typeof(string)]);
        EmitConstructor(type, [typeof(ObserverTarget)]);
        var emitted = methods.Select((method, index) => new EmittedMethod(type, method, index)).ToArray();
        var made = type.CreateType();
        foreach (var method in emitted)
        {
            method.Describe(made);
        }

        return made;
    }

    private static MethodInfo[] Methods(Type contract) =>
        [.. contract.GetInterfaces().Prepend(contract).SelectMany(i => i.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))];

    private static void EmitConstructor(TypeBuilder type, Type[] parameters)
    {
        var il = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg, i + 1);
        }

        var parent = typeof(GrainReference).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, parameters)!;
        il.Emit(OpCodes.Call, parent);
        il.Emit(OpCodes.Ret);
    }

    private static IEnumerable<Assembly> Assemblies(IEnumerable<MethodInfo> methods) =>
        methods.SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(m.ReturnType).Append(m.DeclaringType!))
            .SelectMany(Parts).Select(t => t.Assembly);

    private static IEnumerable<Type> Parts(Type type) =>
        (type.IsGenericType ? type.GetGenericArguments() : type.HasElementType ? [type.GetElementType()!] : Type.EmptyTypes)
            .SelectMany(Parts).Prepend(type);

    /// <summary>One method: how it packs its arguments and sends, how a grain is called with them, how they are copied.</summary>
    private sealed class EmittedMethod
    {
        private static readonly Type[] Tuples =
        [
            typeof(ValueTuple), typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
            typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
        ];

        private readonly MethodInfo _method;
        private readonly ParameterInfo[] _parameters;
        private readonly Type _tuple;
        private readonly Type _answer;
        private readonly int _index;
        private readonly Type _description;

        public EmittedMethod(TypeBuilder type, MethodInfo method, int index)
        {
            _method = method;
            _index = index;
            _parameters = method.GetParameters();
            var returned = method.ReturnType;
            var generic = returned.IsGenericType ? returned.GetGenericTypeDefinition() : null;
            var known = returned == typeof(Task) || returned == typeof(ValueTask) || returned == typeof(void)
                || generic == typeof(Task<>) || generic == typeof(ValueTask<>);
            if (!known || method.IsGenericMethod || _parameters.Length >= Tuples.Length || _parameters.Any(p => p.ParameterType.IsByRef))
            {
                throw new NotSupportedException(
                    $"{method.DeclaringType}.{method.Name}: a grain method returns Task or ValueTask, is not generic and has at most 7 plain parameters.");
            }

            _tuple = _parameters.Length == 0 ? Tuples[0] : Tuples[_parameters.Length].MakeGenericType([.. _parameters.Select(p => p.ParameterType)]);
            _answer = generic is null ? typeof(Nothing) : returned.GetGenericArguments()[0];
            _description = typeof(GrainMethod<,>).MakeGenericType(_tuple, _answer);
            EmitSend(type, type.DefineField($"method{index}", _description, FieldAttributes.Public | FieldAttributes.Static));
            EmitInvoke(type);
            EmitCopy(type);
            EmitToken(type);
        }

        public void Describe(Type made) => made.GetField($"method{_index}")!.SetValue(null, Activator.CreateInstance(
            _description,
            _method,
            Delegate(made, "Invoke", typeof(Func<,,>).MakeGenericType(typeof(object), _tuple, typeof(Task))),
            Delegate(made, "Copy", typeof(Func<,,>).MakeGenericType(_tuple, typeof(CopyContext), _tuple)),
            Delegate(made, "Token", typeof(Func<,>).MakeGenericType(_tuple, typeof(CancellationToken)))));

        private Delegate? Delegate(Type made, string name, Type type) =>
            made.GetMethod($"{name}{_index}", BindingFlags.Static | BindingFlags.NonPublic)?.CreateDelegate(type);

        private FieldInfo Item(int position) => _tuple.GetField($"Item{position + 1}")!;

        private void EmitSend(TypeBuilder type, FieldBuilder description)
        {
            var send = type.DefineMethod(
                $"{_method.DeclaringType!.FullName}.{_method.Name}{_index}",
                MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.NewSlot | MethodAttributes.HideBySig,
                _method.ReturnType,
                [.. _parameters.Select(p => p.ParameterType)]);
            var il = send.GetILGenerator();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldsfld, description);
            if (_parameters.Length == 0)
            {
                il.Emit(OpCodes.Ldloc, il.DeclareLocal(_tuple));
            }
            else
            {
                for (var i = 0; i < _parameters.Length; i++)
                {
                    il.Emit(OpCodes.Ldarg, i + 1);
                }

                il.Emit(OpCodes.Newobj, _tuple.GetConstructor(_tuple.GetGenericArguments())!);
            }

            il.Emit(OpCodes.Call, SendMethod.MakeGenericMethod(_tuple, _answer));
            if (_method.ReturnType == typeof(void))
            {
                il.Emit(OpCodes.Pop);
            }
            else if (_method.ReturnType.IsValueType)
            {
                var task = _answer == typeof(Nothing) ? typeof(Task) : typeof(Task<>).MakeGenericType(_answer);
                il.Emit(OpCodes.Newobj, _method.ReturnType.GetConstructor([task])!);
            }

            il.Emit(OpCodes.Ret);
            type.DefineMethodOverride(send, _method);
        }

        private void EmitInvoke(TypeBuilder type)
        {
            var il = Static(type, "Invoke", typeof(Task), [typeof(object), _tuple]);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Castclass, _method.DeclaringType!);
            for (var i = 0; i < _parameters.Length; i++)
            {
                il.Emit(OpCodes.Ldarga_S, (byte)1);
                il.Emit(OpCodes.Ldfld, Item(i));
            }

            il.Emit(OpCodes.Callvirt, _method);
            if (_method.ReturnType == typeof(void))
            {
                il.Emit(OpCodes.Call, typeof(Task).GetProperty(nameof(Task.CompletedTask))!.GetMethod!);
            }
            else if (_method.ReturnType.IsValueType)
            {
                var answer = il.DeclareLocal(_method.ReturnType);
                il.Emit(OpCodes.Stloc, answer);
                il.Emit(OpCodes.Ldloca, answer);
                il.Emit(OpCodes.Call, _method.ReturnType.GetMethod(nameof(ValueTask.AsTask))!);
            }

            il.Emit(OpCodes.Ret);
        }

        private void EmitCopy(TypeBuilder type)
        {
            var copied = Enumerable.Range(0, _parameters.Length).Where(i =>
                !_parameters[i].IsDefined(typeof(ImmutableAttribute), inherit: false) && !Crossing.IsShared(_parameters[i].ParameterType)).ToArray();
            if (copied.Length == 0)
            {
                return;
            }

            var il = Static(type, "Copy", _tuple, [_tuple, typeof(CopyContext)]);
            foreach (var i in copied)
            {
                il.Emit(OpCodes.Ldarga_S, (byte)0);
                il.Emit(OpCodes.Ldarga_S, (byte)0);
                il.Emit(OpCodes.Ldfld, Item(i));
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Call, Copier.CopyMember.MakeGenericMethod(_parameters[i].ParameterType));
                il.Emit(OpCodes.Stfld, Item(i));
            }

            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ret);
        }

        private void EmitToken(TypeBuilder type)
        {
            var position = Array.FindIndex(_parameters, p => p.ParameterType == typeof(CancellationToken));
            if (position >= 0)
            {
                var il = Static(type, "Token", typeof(CancellationToken), [_tuple]);
                il.Emit(OpCodes.Ldarga_S, (byte)0);
                il.Emit(OpCodes.Ldfld, Item(position));
                il.Emit(OpCodes.Ret);
            }
        }

        private ILGenerator Static(TypeBuilder type, string name, Type returned, Type[] parameters) =>
            type.DefineMethod($"{name}{_index}", MethodAttributes.Private | MethodAttributes.Static, returned, parameters).GetILGenerator();
    }
}
