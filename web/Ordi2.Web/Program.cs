using Ordi2.Web.Commands;

return await ServerCommand.Make().Parse(args).InvokeAsync();
