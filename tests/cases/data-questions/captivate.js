(function(){cp.D=cp.model.data={pref:{acc:1},project_main:{slides:'Slide10,Slide20,Slide30,Slide40'},
si11:{type:19,mdi:'si11c'},si11c:{b:[1,2,3,4],accstr:'Which salt melts ice?'},
Slide10q0:{type:'Multiple Choice Question',itp:'choice',qt:'Which salt?',qtc:'si11c',w:5,is:false,ao:['si12q:10','si13q:10'],cal:['A']},
si12q:{aid:'A',atxtlms:'Road salt',ic:true},si13q:{aid:'B',atxtlms:'Epsom salt',ic:false},
Slide20q0:{itp:'choice',qt:'Where the two lists disagree, which is right?',qtc:'',w:5,is:false,ao:['si22q:20','si23q:20'],cal:['B']},
si22q:{aid:'A',atxtlms:'The mark',ic:true},si23q:{aid:'B',atxtlms:'The list',ic:false},
Slide30q0:{itp:'likert',qt:'How salty do you like it?',is:true,ao:['si32q:30'],cal:[]},si32q:{aid:'A',atxtlms:'Very'},
Slide40q0:{itp:'fill-in',qt:'Salt is sodium ...',is:false,ao:['si42q:40'],cal:[]},si42q:{correctAnswers:['chloride']}};})();
